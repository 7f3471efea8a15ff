#!/usr/bin/env bash
# A gate for any CI: findings as text, and as reviewdog suggestions where reviewdog is installed.
set -euo pipefail
articles=${1:-articles/}
status=0
mtfix check "$articles" --fail-on major --output rdjson=mtfix.rdjson || status=$?
if command -v reviewdog > /dev/null; then
  reviewdog -f=rdjson -name=mtfix -reporter="${REVIEWDOG_REPORTER:-local}" < mtfix.rdjson
fi
exit "$status"
