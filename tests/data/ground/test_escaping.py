"""One escape for each language."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

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


@pytest.mark.parametrize(("text", "address"), [
    ("https://exemple.invalid/a", "https://exemple.invalid/a"), ("HTTP://exemple.invalid", "HTTP://exemple.invalid"), ("javascript:alert(1)", ""),
    (" https://exemple.invalid", ""), ("file:///etc/passwd", ""), ("data:text/html,x", ""), ("Arcep, 2025", ""), ("", "")])
def test_nothing_but_a_web_address_is_a_link(text, address):
    assert escaping.web_address(text) == address


@pytest.mark.parametrize("text", [
    "# titre", "- liste", "1. liste", "1) liste", "+ liste", "> cité", "**gras** _bas_ ~~barré~~ `code`",
    "[lien](https://exemple.invalid)", "![x](y)",
    "<b>x</b> <https://exemple.invalid>", "&lt;b&gt; &copy;", "$x^2$", "\\ \\* fin\\", "a == b", "ZA de La Tieule (Mende), lot n° 3 : 1,5 ha"])
def test_a_text_in_markdown_is_read_back_as_it_was_written(text):
    tokens = MarkdownIt("commonmark").enable(["strikethrough", "table"]).parse(escaping.markdown(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {token.type for token in tokens[1].children} <= {"text", "text_special"}
    assert "".join(token.content for token in tokens[1].children).replace(escaping.JOINER, "") == text


@given(text=st.text(alphabet=st.sampled_from("ab1 .-+#*_`[]()<>!&$~:@|/\\=w\"'{};"), max_size=25))
def test_any_text_in_markdown_is_read_back_as_it_was_written(text):
    tokens = MarkdownIt("commonmark").enable(["strikethrough", "table"]).parse(escaping.markdown(text))
    read = "".join(child.content for token in tokens for child in token.children or ())
    assert read.replace(escaping.JOINER, "") == " ".join(text.split())
    assert {child.type for token in tokens for child in token.children or ()} <= {"text", "text_special"}


@pytest.mark.parametrize(("text", "parted"), [
    (":red[x] :smile: :material/home:", [":red", ":smile", ":material"]), ("www.exemple.invalid", ["www."]), ("a@exemple.invalid", ["@e"]),
    ("https://exemple.invalid", ["://"]), ("-> <- => <=", ["->", "<-", "=>"])])
def test_the_orders_of_streamlit_are_parted(text, parted):
    written = escaping.markdown(text).replace("\\", "")
    assert [one for one in parted if one in written] == []


@pytest.mark.parametrize(("url", "target"), [
    ("https://exemple.invalid/a?b=c&d=1#e", "https://exemple.invalid/a?b=c&d=1#e"), ("/territoire?site=x", "/territoire?site=x"),
    ("https://exemple.invalid/) [x](https://y", "https://exemple.invalid/%29%20%5Bx%5D%28https://y"),
    ("//exemple.invalid", ""), ("javascript:x", "")])
def test_a_target_ends_no_link_and_is_of_the_web_or_of_this_site(url, target):
    assert escaping.target(url) == target
