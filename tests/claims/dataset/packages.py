"""Small data packages for tests: a folder written from plain text, and one that holds a bit of everything."""

import csv
import io

from sources.lib.texts import normalise, sha256

TEXT = "The ministry said that more than 70 raiders were killed.\nThe legion denied it: nobody was killed, it said."
DIGEST = sha256(TEXT)

FILES = {
    "outlets": """slug,name,kind,country
gazette,The Gazette,newspaper,GB
wire,The Wire,agency,
channel,The Channel,social,
""",
    "outlet_aliases": """outlet,name
wire,Wire
""",
    "documents": """key,outlet,title,url,published_on,published_time,republishes,credits
story,gazette,The story,https://gazette.example/story,2023-05-24,10:30:00Z,,wire
copy,channel,The same story,,2023-05-25,,story,
""",
    "snapshots": f"""document,sha256,captured_at,rendition
story,{DIGEST},2023-05-24T11:00:00Z,full
""",
    "speakers": """slug,name,kind,affiliation
state,The State,government,
ministry,The Ministry,organisation,state
legion,The Legion,armed_group,
""",
    "speaker_aliases": """speaker,name
ministry,Ministerium
""",
    "events": """key,title,started_on,ended_on,place,latitude,longitude,parent
war,The war,2022-02-24,,,,,
raid,The raid,2023-05-22,2023-05-23,The region,50.5,36.25,war
""",
    "questions": """key,event,text,label,answer_kind,unit,accumulates,exclusive,headline,position
killed,raid,How many of the raiders were killed?,Raiders killed,quantity,people,false,false,range,1
who,raid,Who were the raiders?,Identity,choice,,false,true,range,2
""",
    "answers": """question,label,position
who,soldiers,1
who,volunteers,2
""",
    "claims": """key,event,question,speaker,outlet,stance,statement,answer,amount,qualifier,unit,said_on,status,author
killed-ministry,raid,killed,ministry,,asserts,More than 70 were killed.,,70,more_than,people,2023-05-23,accepted,ann
killed-legion,raid,killed,legion,,asserts,Nobody was killed.,,0,exactly,people,2023-05-23,accepted,ann
who-gazette,raid,who,,gazette,asserts,They were volunteers.,volunteers,,,,,draft,ann
""",
    "attributions": f"""key,claim,document,snapshot,start,end,exact,cue,manner
killed-ministry-1,killed-ministry,story,{DIGEST},23,55,more than 70 raiders were killed,said,indirect
killed-legion-1,killed-legion,story,{DIGEST},79,96,nobody was killed,said,indirect
""",
    "relays": """attribution,position,outlet,speaker,cue,inferred
killed-ministry-1,1,wire,,told,false
killed-ministry-1,2,,state,,true
""",
    "relations": """first,second,kind,basis,reason,state,decided_by,decided_at
killed-ministry,killed-legion,contradicts,number,Seventy is not nobody.,confirmed,bob,2023-06-01T00:00:00Z
""",
    "readings": """document,event,reader,read_on
story,raid,ann,2023-06-01
""",
    "wordings": f"""key,event,subject,document,snapshot,start,end,exact,speaker,outlet
raid-raiders,raid,the raiders,story,{DIGEST},36,43,raiders,ministry,
""",
}
TEXTS = {DIGEST: TEXT}


def make_package(folder, files=None, texts=None):
    """Write a package; `files` are texts by name without `.csv`, or lists of dicts."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (FILES if files is None else files).items():
        data = content if isinstance(content, str | bytes) else rows_as_csv(content)
        (folder / f"{name}.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    for name, text in (TEXTS if texts is None else texts).items():
        (folder / "texts").mkdir(exist_ok=True)
        (folder / "texts" / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def change(folder, file, old, new):
    """Replace text in one file of a package."""
    path = folder / f"{file}.csv"
    content = path.read_text()
    assert old in content
    path.write_text(content.replace(old, new, 1))
    return folder


def rows_as_csv(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def content(folder):
    """{path within the folder: bytes} of every file."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def told(report):
    """What a report says, one line per problem."""
    return [str(problem) for problem in report.problems]


__all__ = ["DIGEST", "FILES", "TEXT", "TEXTS", "change", "content", "make_package", "normalise", "told"]
