"""Templates to begin with: what an organisation changes until they look as its papers do."""

from typing import Literal, get_args

Form = Literal["docx", "html"]
STARTERS: tuple[Form, ...] = get_args(Form)
HTML = """<!doctype html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<title>{{ title }}</title>
<style>
body { font: 1rem/1.5 Georgia, serif; max-width: 44rem; margin: 2rem auto; }
table { border-collapse: collapse } th, td { border: 1px solid #888; padding: .3rem .5rem; text-align: left }
.failure { border-left: 4px solid #b35900; padding-left: .6rem }
</style>
</head>
<body>
<p>{{ organisation }}</p>
<h1>{{ title }}</h1>
{% if not complete %}
<p><strong>{{ missing | join(" · ") }}</strong></p>
{% endif %}
{{ body }}
</body>
</html>
"""
WORD = ("{{ organisation }}", "{%p if not complete %}", "{{ missing | join(' · ') }}", "{%p endif %}", "{{p body }}")


def starter(form: Form) -> bytes:
    """A template that prints everything."""
    return HTML.encode() if form == "html" else _word()


def _word() -> bytes:
    import docx

    from laeringslopp.paper.documents.docx import packed
    from laeringslopp.paper.documents.styles import restyle

    document = docx.Document()
    restyle(document, "nb-NO")
    document.add_paragraph("{{ title }}", "Title")
    for text in WORD:
        document.add_paragraph(text)
    document.sections[0].footer.paragraphs[0].text = "{{ title }} · {{ day }}"
    return packed(document)
