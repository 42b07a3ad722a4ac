"""Modules are joined without a parser: what is in another form than the two is refused."""

import pytest

from kuleshov.errors import KuleshovError
from kuleshov.show.rooms.linker import linked

KNOWN = """/** @param {import("./b.js").Thing} thing what to export */
import {
  thing,
  other as another,
} from "./b.js";
// import x from "./x.js";
const words = ["import x from", 'export default', "https://a.b"]; /* export
  default */
const made = { import: 1, export: thing.import, reexport: another };
const shown = `image/* of ${made.import}`;
export const widget = { words, shown };
"""
OTHER = [
    'import x from "./b.js";',
    'import * as x from "./b.js";',
    'import x, { y } from "./b.js";',
    'import "./b.js";',
    'import { x } from "b";',
    "import { x } from './b.js';",
    'import { x } from "./b.js"',
    'import { x } from "./b.js" with { type: "json" };',
    '  import { x } from "./b.js";',
    'const x = 1; import { y } from "./b.js";',
    'const x = await import("./b.js");',
    'const x = `${await import("./b.js")}`;',
    "const x = import.meta.url;",
    "export default class {}",
    "export default { a };",
    "export { a, b };",
    'export { a } from "./b.js";',
    'export * from "./b.js";',
    "export let a = 1;",
    "export var a = 1;",
    "export const { a } = b;",
]


def test_the_two_forms_are_joined_and_words_about_others_left_alone(tmp_path):
    (tmp_path / "a.js").write_text(KNOWN)
    (tmp_path / "b.js").write_text("export const thing = 1;\nexport async function other() {}\n")
    made = linked("a.js", tmp_path)
    assert 'other: another,\n} = $["b.js"];' in made.replace("const {", "{")
    assert "return { thing, other };" in made and "return { widget };" in made


@pytest.mark.parametrize("form", OTHER)
def test_another_form_is_refused_with_its_file_and_line(tmp_path, form):
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nexport const widget = b;\n')
    (tmp_path / "b.js").write_text(f"/* one\n * two */\nexport const b = 1;\n{form}\n")
    with pytest.raises(KuleshovError, match=r"^b\.js, line 4, can't be joined: ") as refused:
        linked("a.js", tmp_path)
    assert form.strip() in str(refused.value)
