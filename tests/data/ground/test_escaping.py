"""One escape for each language."""

import json

import pytest

from data.ground import escaping


def test_text_in_html_holds_neither_tag_nor_quote_nor_template():
    assert escaping.html("<b a=\"1\" c='2'>&{{7*7}}") == "&lt;b a=&#34;1&#34; c=&#39;2&#39;&gt;&amp;&#123;&#123;7*7&#125;&#125;"


def test_json_in_html_ends_no_script_and_reads_back_the_same():
    value = {"nom": "</script><!--&\u2028\u2029 é \\u003c"}
    written = escaping.json_in_html(value)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == value


def test_json_in_html_refuses_what_is_not_a_number():
    with pytest.raises(ValueError, match="not JSON compliant"):
        escaping.json_in_html({"lon": float("nan")})


@pytest.mark.parametrize(("text", "written"), [("\r=1", "'\n=1"), ("Halle\r=1+1", "Halle\n=1+1"), ("a\r\nb", "a\nb"), ("=1", "'=1"), ("a=1", "a=1")])
def test_a_cell_is_no_formula_and_has_one_kind_of_line_end(text, written):
    assert escaping.cell(text) == written


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://exemple.invalid/a", "https://exemple.invalid/a"),
        ("HTTP://exemple.invalid", "HTTP://exemple.invalid"),
        ("javascript:alert(1)", ""),
        (" https://exemple.invalid", ""),
        ("file:///etc/passwd", ""),
        ("data:text/html,x", ""),
        ("Arcep, 2025", ""),
        ("", ""),
    ],
)
def test_nothing_but_a_web_address_is_a_link(text, address):
    assert escaping.web_address(text) == address
