"""LibreOffice as a second opinion: opens documents, accepts or rejects their tracked changes, saves them again."""

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

SOFFICE = shutil.which("soffice")
FILTERS = {".docx": "MS Word 2007 XML", ".odt": "writer8", ".txt": "Text (encoded)"}

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{}
</script:module>
"""
_BASIC = """
Sub Convert(source As String, target As String, command As String, filter As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = filter
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  If command <> "" Then
    helper = createUnoService("com.sun.star.frame.DispatchHelper")
    helper.executeDispatch(doc.CurrentController.Frame, ".uno:" & command, "", 0, Array())
  End If
  doc.storeToURL(ConvertToURL(target), kind())
  doc.close(True)
End Sub

Sub All
  On Error GoTo Finish
  {}
Finish:
  StarDesktop.terminate()
End Sub
"""


def saved_again(folder: Path, jobs: list[tuple[Path, Path, str]]) -> None:
    """Open each source, carry out a command such as AcceptAllTrackedChanges (or none), and save it as the target."""
    assert SOFFICE
    calls = (f'Convert "{old}", "{new}", "{command}", "{FILTERS[new.suffix]}"' for old, new, command in jobs)
    profile = folder / "profile"
    start = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    subprocess.run(
        [*start, "--terminate_after_init"], check=True, timeout=180, capture_output=True
    )  # makes the profile
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(_MODULE.format(escape(_BASIC.format("\n  ".join(calls)))))
    subprocess.run([*start, "macro:///Standard.Module1.All"], check=True, timeout=180, capture_output=True)
    missing = [str(new) for _, new, _ in jobs if not new.exists()]
    assert not missing, missing
