"""Whether Content Credentials hold, and whether their signer is known: c2pa's own library says it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...errors import MediaError

NO_CREDENTIALS = "no credentials"
NOT_LOOKED_AT = "not looked at"


@dataclass(frozen=True)
class Verdict:
    """Two words about Content Credentials that only a check can give.

    Attributes
    ----------
    holds : str
        "intact", "changed", "damaged" (they can't be read), "not looked at" or "no credentials".
    signer : str
        "trusted", "not known", "not looked at" or "no credentials".
    why : tuple of str
        C2PA's own codes for what failed, or its library's words.
    earlier : tuple of str
        The codes for what had failed of the films that it was made from.
    """

    holds: str = NO_CREDENTIALS
    signer: str = NO_CREDENTIALS
    why: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()


def verdict(path: Path, kind: str, anchors: str = "") -> Verdict:
    """Check the Content Credentials of a file, offline.

    Parameters
    ----------
    path : Path
    kind : str
        Its media type, such as ``"video/mp4"``.
    anchors : str
        Certificates (PEM) that are trusted.

    Returns
    -------
    Verdict
        "not looked at" where c2pa-python is not installed.

    Examples
    --------
    >>> verdict(Path("moth.mp4"), "video/mp4").signer  # doctest: +SKIP
    'not known'
    """
    try:
        import c2pa
    except (ImportError, OSError, RuntimeError):  # no library, or one that this machine can't load
        return Verdict(NOT_LOOKED_AT, NOT_LOOKED_AT)
    settings: dict[str, Any] = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
    if anchors:
        settings["trust"] = {"trust_anchors": anchors}
        settings["verify"]["verify_trust"] = True
    try:
        context = c2pa.Context(c2pa.Settings.from_dict(settings))
        with (
            path.open("rb") as film,
            c2pa.Reader(kind, film, context=context) as reader,
        ):
            told = json.loads(reader.json())
    except Exception as problem:  # its errors have no root in common
        return Verdict("damaged", NOT_LOOKED_AT, (one_line(problem),))
    return _judged(told)


def _judged(told: dict[str, Any]) -> Verdict:
    """Turn the library's report into words: three answers, never one."""
    results = told.get("validation_results", {}).get("activeManifest", {})
    failed = tuple(dict.fromkeys(one.get("code", "?") for one in results.get("failure", [])))
    good = {one.get("code", "?") for one in results.get("success", [])}
    beside = [code for code in failed if not code.startswith("signingCredential.")]
    signer = "trusted" if "signingCredential.trusted" in good else "not known"
    changed = any("mismatch" in code for code in beside)
    matched = any(code.endswith("Hash.match") for code in good)
    held = not beside and "claimSignature.validated" in good and matched
    holds = "changed" if changed else "intact" if held else "damaged"
    return Verdict(holds, signer, failed, _earlier(told))


def _earlier(told: dict[str, Any]) -> tuple[str, ...]:
    """Return what had failed of what a film was made from, as its signer noted it or it is found now."""
    own = told.get("manifests", {}).get(told.get("active_manifest"), {})
    noted = [one.get("validation_results") or {} for one in own.get("ingredients", [])]
    reports = [one.get("activeManifest") or {} for one in noted]
    deltas = told.get("validation_results", {}).get("ingredientDeltas", [])
    reports += [one.get("validationDeltas") or {} for one in deltas]
    codes = [one.get("code", "?") for report in reports for one in report.get("failure", [])]
    return tuple(dict.fromkeys(c for c in codes if not c.startswith("signingCredential.")))


def certificates(path: Path) -> str:
    """Return a file of certificates.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str
        In PEM.

    Raises
    ------
    MediaError
        Where it holds none.

    Examples
    --------
    >>> certificates(Path("ana.pem"))  # doctest: +SKIP
    '-----BEGIN CERTIFICATE-----...'
    """
    try:
        held = path.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        held = ""
    if "BEGIN CERTIFICATE" not in held:
        raise MediaError(
            f"{path.name} holds no certificates in PEM, so nobody can be trusted by it."
        )
    return held


def one_line(problem: Exception) -> str:
    """Return a library's error as one line of at most 200 letters.

    Parameters
    ----------
    problem : Exception

    Returns
    -------
    str

    Examples
    --------
    >>> one_line(ValueError("the claim   breaks off"))
    'the claim breaks off'
    """
    return " ".join(str(problem).split())[:200] or type(problem).__name__
