"""Every public name of the four packages that people read has a whole docstring.

librosa is the model: what it does, each parameter with its unit or shape, what comes back, what it
raises, an example that runs. What a section says can't be tested here; that it is there can.
"""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "kuleshov"
PACKAGES = ("metrics", "comparison", "timeline", "media")
# Here a function is read through what calls it: its example would be its caller's.
WITHOUT_EXAMPLE = (
    "metrics/features",
    "metrics/shots/",
    "metrics/validation",
    "metrics/film.py",
    "metrics/closer_features.py",
    "metrics/families",
)
# All of one shape, a film in and what was found out; the package's docstring says so once.
WITHOUT_SECTIONS = ("metrics/families",)
WITH_SEE_ALSO = ("metrics/formulas",)


def public(tree):
    for node in tree.body:
        if getattr(node, "name", "_").startswith("_"):
            continue
        if isinstance(node, ast.FunctionDef) and not any(
            named(d) == "overload" for d in node.decorator_list
        ):
            yield node.name, node, None
        if isinstance(node, ast.ClassDef):
            yield node.name, node, None
            if any(named(base) == "Protocol" for base in node.bases):
                continue  # what its members do is said where they are made
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                    yield f"{node.name}.{inner.name}", inner, node


def named(decorator):
    while isinstance(decorator, ast.Call):
        decorator = decorator.func
    return decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")


def section(doc, title):
    """Return the words of a section, or None where there is none."""
    found = re.search(rf"^{title}\n-+\n(.*?)(?=^\S[^\n]*\n-{{3,}}\n|\Z)", doc, re.M | re.S)
    return found and found.group(1)


def raises(function):
    for node in ast.iter_child_nodes(function):
        if isinstance(node, ast.Raise) and node.exc is not None:
            return True
        if not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef) and raises(node):
            return True
    return False


def missing(name, node, owner, where):
    """Say what a docstring lacks."""
    doc = ast.get_docstring(node)
    if not doc:
        yield "a docstring"
        return
    if isinstance(node, ast.ClassDef) or where.startswith(WITHOUT_SECTIONS):
        return
    decorators = {named(d) for d in node.decorator_list}
    if decorators & {"property", "cached_property"}:
        return
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    if owner is not None and "staticmethod" not in decorators:
        arguments = arguments[1:]
    arguments = [a.arg for a in [*arguments, node.args.vararg, node.args.kwarg] if a is not None]
    told = section(doc, "Parameters") or ""
    heads = " ".join(re.findall(r"^(\S[^:\n]*)", told, re.M))
    known = set(re.findall(r"\w+", heads))
    if untold := [a for a in arguments if a not in known and not a.startswith("_")]:
        yield f"Parameters: {', '.join(untold)}"
    gives = ast.unparse(node.returns) if node.returns else "None"
    if gives not in ("None", "NoReturn", "Self") and not (
        section(doc, "Returns") or section(doc, "Yields")
    ):
        yield "Returns"
    if raises(node) and not section(doc, "Raises"):
        yield "Raises"
    if owner is None and not where.startswith(WITHOUT_EXAMPLE) and ">>>" not in doc:
        yield "Examples"
    if owner is None and where.startswith(WITH_SEE_ALSO) and not section(doc, "See Also"):
        yield "See Also"


def lacking(path):
    where = path.relative_to(SOURCE).as_posix()
    tree = ast.parse(path.read_text("utf-8"))
    for name, node, owner in public(tree):
        for what in missing(name, node, owner, where):
            yield f"{where}: {name} lacks {what}"


@pytest.mark.parametrize("package", PACKAGES)
def test_public_names_have_whole_docstrings(package):
    found = [line for path in sorted((SOURCE / package).rglob("*.py")) for line in lacking(path)]
    assert not found, "\n" + "\n".join(found)
