"""One's own film, signed with a certificate that one made oneself: it holds, and nobody knows it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from ...errors import MediaError
from ...files import whole, write_whole
from ...words import WITH_CREDENTIALS
from ..clip import FilmLike
from ..writing import disk
from .found import Traces, traces
from .meaning import CAPTURED, GENERATED, SOURCE_TYPES
from .putting import free, source_type_address, target_of, text_for
from .validation import NO_CREDENTIALS, one_line

_DAYS = 3650
_KINDS = {".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime"}


class _Papers(NamedTuple):
    """A chain of certificates, the key of its first, and its root, all in PEM."""

    chain: bytes
    key: bytes
    root: bytes


def sign(
    film: FilmLike,
    to: str | Path,
    name: str,
    *,
    source_type: str = "",
    tool: str = "Kuleshov",
    certificate: str | Path | None = None,
    replace: bool = False,
) -> Path:
    """Write a copy of a film with Content Credentials that you sign yourself, offline.

    The certificate is made on the spot and says that you are whoever you say. So what you signed
    holds, and everybody sees when it was changed; but nobody knows the signer.

    Parameters
    ----------
    film : Clip, Take, str or Path
        An MP4 or MOV. If it has Content Credentials they are kept, as those of what it was made from.
    to : str or Path
        Where to; a name that ends as the film's does, and another file than the film.
    name : str
        Yours, or anybody's: nothing checks it.
    source_type : str
        One of IPTC's digital source types: how the film was made. What the film itself says if left
        out; one that says nothing has to be told.
    tool : str
        What it was made with.
    certificate : str or Path, optional
        Where to keep the certificate (PEM) by which others can know your signature:
        ``ku.traces(film, trust=...)``.
    replace : bool
        Whether to write over files that are there already; never over the film.

    Returns
    -------
    Path
        The copy.

    Raises
    ------
    MediaError
        Where the extra that signs is not installed, the film can't be read, a copy can't be written or
        would replace a file, IPTC knows no such source type, nothing says how the film was made, it
        says that a model made it and you that a camera did, or there is no name.

    See Also
    --------
    traces : Read them back.

    Examples
    --------
    >>> import kuleshov as ku
    >>> ku.sign("moth.mp4", "moth-signed.mp4", name="Ana Lima",
    ...         source_type="digitalCapture")  # doctest: +SKIP
    """
    try:
        import c2pa
        from cryptography import x509  # noqa: F401 - asked for before anything is written
    except (ImportError, OSError, RuntimeError):
        raise MediaError(
            f"Signing takes an extra that is not installed: {WITH_CREDENTIALS}."
        ) from None
    if not isinstance(name, str) or not text_for("name", name).strip():
        raise MediaError('A signature needs a name: name="Ana Lima".')
    found, tool = traces(film), text_for("tool", tool)
    target = target_of(to, found.path, replace)
    paper = _certificate_file(certificate, target, found.path, replace)
    kind, how = _KINDS[target.suffix.lower()], _how_made(found, source_type)
    papers = _papers(name.strip())
    manifest = _manifest(target.stem, kind, source_type_address(how), tool, found.holds)
    with disk(target), whole(target) as draft:
        try:
            info = c2pa.C2paSignerInfo(b"es256", papers.chain, papers.key, None)
            with (
                c2pa.Signer.from_info(info) as signer,
                c2pa.Builder(json.dumps(manifest)) as builder,
                found.path.open("rb") as source,
                draft.open("w+b") as signed,
            ):
                if found.holds != NO_CREDENTIALS:  # the film as it was is kept as its parent
                    builder.set_intent(c2pa.C2paBuilderIntent.EDIT)
                builder.sign(signer, kind, source, signed)
        except c2pa.C2paError as problem:
            raise MediaError(f"{found.path.name} can't be signed: {one_line(problem)}") from None
    if paper is not None:
        with disk(paper):
            write_whole(paper, papers.root.decode("ascii"))
    return target


def _certificate_file(
    certificate: str | Path | None, target: Path, film: Path, replace: bool
) -> Path | None:
    """Return where the certificate goes, if that takes nothing from anybody."""
    if certificate is None:
        return None
    if not isinstance(certificate, str | Path) or "\0" in str(certificate):
        raise MediaError("Name the file for the certificate: certificate=, such as 'ana.pem'.")
    paper = Path(certificate)
    if paper.resolve() in (target.resolve(), film.resolve()) or (
        paper.exists() and paper.samefile(film)
    ):
        raise MediaError(
            f"{paper.name} is a film of this signature. Name another file for the certificate."
        )
    return free(paper, replace)


def _how_made(found: Traces, source_type: str) -> str:
    """Return how a film was made: as somebody says, else as it says itself, never by a guess."""
    source_type_address(source_type)  # is there such a one
    if found.says_generated and source_type in CAPTURED:
        raise MediaError(
            f"{found.path.name} says that a model made it, so it can't be signed as {source_type}. "
            "Leave out source_type= to sign what it says."
        )
    said = [one for one in found.of("source type") if one in SOURCE_TYPES]
    generated = [one for one in said if one in GENERATED]
    if source_type:
        return source_type
    if found.says_generated:
        return generated[0] if generated else "trainedAlgorithmicMedia"
    if len(said) != 1:
        raise MediaError(
            f"{found.path.name} doesn't say in one word how it was made, so you have to: "
            f"source_type=, one of {', '.join(SOURCE_TYPES)}."
        )
    return said[0]


def _manifest(title: str, kind: str, source_type: str, tool: str, before: str) -> dict[str, Any]:
    """Return what is claimed, as C2PA's library takes it."""
    if before == NO_CREDENTIALS:
        made = {"action": "c2pa.created", "digitalSourceType": source_type}
    else:
        made = {"action": "c2pa.edited", "digitalSourceType": source_type}
    actions = [{**made, "softwareAgent": {"name": tool}}]
    return {
        "claim_generator_info": [{"name": "Kuleshov"}],
        "title": title,
        "format": kind,
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": actions}}],
    }


def _papers(name: str) -> _Papers:
    """Make a root and a certificate signed by it, for a name that nobody has checked."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    root_key, own_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _certificate("Self-made root", "Self-made root", root_key, root_key, True)
    own = _certificate(name, "Self-made root", own_key, root_key, False)
    held = [each.public_bytes(Encoding.PEM) for each in (own, root)]
    key = own_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return _Papers(b"".join(held), key, held[1])


def _certificate(name: str, issuer: str, key: Any, signed_by: Any, root: bool) -> Any:
    """Make one certificate, as C2PA's specification (14.5) asks for it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID

    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=_DAYS))
        .add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signed_by.public_key()), False
        )
        .add_extension(
            x509.KeyUsage(not root, False, False, False, False, root, root, False, False), True
        )
    )
    if not root:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        made = made.add_extension(purpose, critical=False)
    return made.sign(signed_by, hashes.SHA256())


def _named(name: str) -> Any:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    said = ((NameOID.COMMON_NAME, name[:64]), (NameOID.ORGANIZATION_NAME, "self-made certificate"))
    return x509.Name([x509.NameAttribute(kind, words) for kind, words in said])
