"""Content Credentials: what is claimed, whether it holds, who signed. C2PA's own library is the judge."""

import builtins
import io
import json
import shutil
import subprocess
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from lacking import lacking
from made.marked import MADE_BY_MODEL, film, saved

import kuleshov as ku
from kuleshov.media import MediaError
from kuleshov.media.traces.signing import _papers
from kuleshov.media.traces.validation import _judged


@pytest.fixture(scope="module")
def c2pa() -> Any:
    try:
        import c2pa
    except ImportError:
        lacking("c2pa-python was not found (--extra credentials)")
    return c2pa


@pytest.fixture
def signed(c2pa: Any, tmp_path: Path) -> Path:
    """Return a film that Ana signed; her certificate lies beside it."""
    return ku.sign(
        film(tmp_path / "moth.mp4", {}), tmp_path / "signed.mp4", "Ana Lima",
        source_type="trainedAlgorithmicMedia", tool="Dream-o-matic",
        certificate=tmp_path / "ana.pem",
    )  # fmt: skip


@pytest.fixture
def without_c2pa(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a machine on which the extra is not installed."""
    real = builtins.__import__

    def absent(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "c2pa":
            raise ModuleNotFoundError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", absent)


def tampered(path: Path, to: Path) -> Path:
    """Change one bit of the pictures."""
    held = bytearray(path.read_bytes())
    held[held.index(b"mdat") + 200] ^= 1
    to.write_bytes(held)
    return to


def report(c2pa: Any, path: Path) -> dict[str, Any]:
    """Return what C2PA's own library reads."""
    with c2pa.Reader(str(path)) as reader:
        told: dict[str, Any] = json.loads(reader.json())
    return told


def test_what_is_signed_is_read_back_as_c2pas_own_library_reads_it(c2pa: Any, signed: Path) -> None:
    found = ku.traces(signed)
    told = report(c2pa, signed)
    manifest = told["manifests"][told["active_manifest"]]
    (actions,) = (
        one["data"]["actions"] for one in manifest["assertions"] if "actions" in one["label"]
    )
    assert actions[0]["digitalSourceType"] == MADE_BY_MODEL
    assert found.of("source type") == ["trainedAlgorithmicMedia"] and found.says_generated
    said = found.of("credentials")
    assert f"action: {actions[0]['action']} with {actions[0]['softwareAgent']['name']}" in said
    assert f"claim generator: {manifest['claim_generator_info'][0]['name']}" in said
    assert f"title: {manifest['title']}" in said
    info = manifest["signature_info"]
    assert f"signer: {info['common_name']}, {info['issuer']}" in said
    assert (found.holds, found.signer) == ("intact", "not known")


def test_a_signer_is_trusted_by_whoever_has_the_certificate(signed: Path, tmp_path: Path) -> None:
    assert ku.traces(signed, trust=tmp_path / "ana.pem").signer == "trusted"
    ku.sign(signed, tmp_path / "other.mp4", "Ana Lima", certificate=tmp_path / "other.pem")
    assert ku.traces(signed, trust=tmp_path / "other.pem").signer == "not known"
    with pytest.raises(MediaError, match=r"moth.mp4 holds no certificates in PEM"):
        ku.traces(signed, trust=tmp_path / "moth.mp4")


def test_a_film_is_known_by_its_bytes_whatever_it_is_called(signed: Path, tmp_path: Path) -> None:
    for name in ("signed", "signed.png", "SIGNED.MOV"):
        assert ku.traces(signed.rename(tmp_path / name)).holds == "intact"
        signed = tmp_path / name


def test_a_changed_film_claims_the_same_and_no_longer_holds(signed: Path, tmp_path: Path) -> None:
    changed = ku.traces(tampered(signed, tmp_path / "changed.mp4"), trust=tmp_path / "ana.pem")
    assert changed.found == ku.traces(signed).found
    assert (changed.holds, changed.signer) == ("changed", "trusted")
    assert changed.why == ("assertion.bmffHash.mismatch",)
    assert "was changed after it was signed" in repr(changed)


def test_a_claim_rewritten_by_hand_no_longer_holds(signed: Path, tmp_path: Path) -> None:
    held = signed.read_bytes()
    assert held.count(b"Dream-o-matic") == 1
    (tmp_path / "forged.mp4").write_bytes(held.replace(b"Dream-o-matic", b"An old camera"))
    forged = ku.traces(tmp_path / "forged.mp4")
    assert "action: c2pa.created with An old camera" in forged.of("credentials")
    assert forged.holds == "changed"


def test_without_the_extra_the_claim_is_read_and_nothing_else_is_said(
    signed: Path, tmp_path: Path, without_c2pa: None
) -> None:
    one, other = ku.traces(signed), ku.traces(tampered(signed, tmp_path / "changed.mp4"))
    assert one.found == other.found and one.says_generated
    for found in (one, other):
        assert (found.holds, found.signer) == ("not looked at", "not looked at")
        assert "that takes an extra; in the course's folder give" in repr(found)


def test_without_the_extra_nothing_is_signed(tmp_path: Path, without_c2pa: None) -> None:
    bare = film(tmp_path / "moth.mp4", {})
    with pytest.raises(MediaError, match=r"Signing takes an extra that is not installed: in the"):
        ku.sign(bare, tmp_path / "signed.mp4", "Ana")
    assert not (tmp_path / "signed.mp4").exists()


def test_a_film_signed_again_keeps_whom_it_came_from(
    c2pa: Any, signed: Path, tmp_path: Path
) -> None:
    found = ku.traces(ku.sign(signed, tmp_path / "twice.mp4", "Bo"))
    assert found.holds == "intact"
    signers = [(t.where.startswith("earlier"), t.says) for t in found if "signer" in t.where]
    assert signers == [
        (False, "signer: Bo, self-made certificate"),
        (True, "signer: Ana Lima, self-made certificate"),
    ]
    assert len(report(c2pa, tmp_path / "twice.mp4")["manifests"]) == 2


def test_credentials_are_removed_and_nobody_can_tell(
    c2pa: Any, signed: Path, tmp_path: Path
) -> None:
    bare = ku.remove_traces(signed, tmp_path / "bare.mp4")
    found = ku.traces(bare)
    assert len(found) == 0 and found.holds == "no credentials"
    with pytest.raises(c2pa.C2paError):
        report(c2pa, bare)


def test_what_is_signed_plays_the_same(signed: Path, tmp_path: Path) -> None:
    one, other = ku.Clip(tmp_path / "moth.mp4"), ku.Clip(signed)
    assert len(one) == len(other) and all((one[n] == other[n]).all() for n in range(len(one)))


def test_a_signature_needs_a_name_and_a_place(c2pa: Any, tmp_path: Path) -> None:
    bare = film(tmp_path / "moth.mp4", {})
    with pytest.raises(MediaError, match="A signature needs a name"):
        ku.sign(bare, tmp_path / "signed.mp4", " ")
    with pytest.raises(MediaError, match="A signature needs a name"):
        ku.sign(bare, tmp_path / "signed.mp4", None)  # type: ignore[arg-type]
    with pytest.raises(MediaError, match=r"signed.gif should end in .mp4"):
        ku.sign(bare, tmp_path / "signed.gif", "Ana")


@pytest.mark.parametrize(("ending", "kind"), [("jpg", "image/jpeg"), ("png", "image/png")])
def test_a_signed_picture_is_read_as_exiftool_and_c2pa_read_it(
    ending: str, kind: str, c2pa: Any, tmp_path: Path
) -> None:
    papers = _papers("Ana Lima")
    action = {"action": "c2pa.created", "digitalSourceType": MADE_BY_MODEL}
    manifest = {
        "claim_generator_info": [{"name": "Dream-o-matic", "version": "7"}],
        "format": kind,
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [action]}}],
    }
    info = c2pa.C2paSignerInfo(b"es256", papers.chain, papers.key, None)
    signed = io.BytesIO()
    bare = saved(tmp_path / f"bare.{ending}")
    with c2pa.Signer.from_info(info) as signer, c2pa.Builder(json.dumps(manifest)) as builder:
        builder.sign(signer, kind, io.BytesIO(bare.read_bytes()), signed)
    path = tmp_path / f"signed.{ending}"
    path.write_bytes(signed.getvalue())
    found = ku.traces(path)
    assert found.of("source type") == ["trainedAlgorithmicMedia"]
    assert "claim generator: Dream-o-matic 7" in found.of("credentials")
    assert "signer: Ana Lima, self-made certificate" in found.of("credentials")
    assert found.holds == "intact"
    program = shutil.which("exiftool")
    if program is None:
        lacking("exiftool was not found on the PATH")
    told = subprocess.run([str(program), "-j", "-a", "-G3", "-s", str(path)], capture_output=True, text=True, check=True)  # fmt: skip
    assert "Dream-o-matic" in told.stdout and "trainedAlgorithmicMedia" in told.stdout


def test_how_a_film_was_made_is_never_guessed(c2pa: Any, signed: Path, tmp_path: Path) -> None:
    bare, to = tmp_path / "moth.mp4", tmp_path / "again.mp4"
    with pytest.raises(MediaError, match=r"moth.mp4 doesn't say .* source_type=, one of digital"):
        ku.sign(bare, to, "Ana")
    with pytest.raises(MediaError, match=r"signed.mp4 says that a model made it, so it can't be"):
        ku.sign(signed, to, "Ana", source_type="digitalCapture")
    with pytest.raises(MediaError, match="IPTC has no source type 'magic'"):
        ku.sign(bare, to, "Ana", source_type="magic")
    assert not to.exists()
    own = film(tmp_path / "own.mp4", {"generated_by": "ku.generate"}, True)
    assert ku.traces(ku.sign(own, to, "Ana")).of("source type") == ["trainedAlgorithmicMedia"]
    drawn = ku.leave_traces(bare, tmp_path / "drawn.mp4", source_type="digitalCreation")
    said = ku.traces(ku.sign(drawn, to, "Ana", replace=True)).of("source type")
    assert said == ["digitalCreation"]


def test_a_signature_is_written_over_nothing_that_was_not_given_up(
    c2pa: Any, signed: Path, tmp_path: Path
) -> None:
    bare, before = tmp_path / "moth.mp4", (tmp_path / "moth.mp4").read_bytes()
    for to, certificate, sentence in (
        ("moth.mp4", None, r"moth.mp4 is the film itself"),
        ("new.mp4", "moth.mp4", r"moth.mp4 is a film of this signature"),
        ("new.mp4", "new.mp4", r"new.mp4 is a film of this signature"),
        ("new.mp4", "gone/ana.pem", "ana.pem can't be written: there is no folder"),
    ):
        with pytest.raises(MediaError, match=sentence):
            ku.sign(
                bare, tmp_path / to, "Ana", source_type="digitalCapture", replace=True,
                certificate=certificate and tmp_path / certificate,
            )  # fmt: skip
    with pytest.raises(MediaError, match=r"signed.mp4 is there already"):
        ku.sign(bare, signed, "Ana", source_type="digitalCapture")
    with pytest.raises(MediaError, match=r"ana.pem is there already"):
        ku.sign(signed, tmp_path / "new.mp4", "Ana", certificate=tmp_path / "ana.pem")
    assert bare.read_bytes() == before and not (tmp_path / "new.mp4").exists()


def test_whom_one_trusts_is_read_before_anything_else(tmp_path: Path) -> None:
    bare = film(tmp_path / "moth.mp4", {})
    with pytest.raises(MediaError, match=r"gone.pem holds no certificates in PEM"):
        ku.traces(bare, trust=tmp_path / "gone.pem")


def test_what_no_longer_held_when_it_was_signed_again_is_told(signed: Path, tmp_path: Path) -> None:
    changed = tampered(signed, tmp_path / "changed.mp4")
    found = ku.traces(ku.sign(changed, tmp_path / "washed.mp4", "Bo"))
    assert found.holds == "intact"
    assert found.complaints == (
        "An earlier claim in it no longer held when this one was signed: assertion.bmffHash.mismatch.",
    )
    assert ku.traces(ku.sign(signed, tmp_path / "twice.mp4", "Bo")).complaints == ()


def test_intact_is_said_only_of_what_was_checked() -> None:
    good = [{"code": "claimSignature.validated"}, {"code": "assertion.bmffHash.match"}]
    for success, holds in (
        (good, "intact"),
        (good[:1], "damaged"),
        (good[1:], "damaged"),
        ([], "damaged"),
    ):
        told = {"validation_results": {"activeManifest": {"success": success}}}
        assert _judged(told).holds == holds


def test_a_file_that_is_not_read_to_its_end_is_shown_to_no_other_reader(
    signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever makes our own reader give up may keep another busy for ever."""
    bomb = tmp_path / "bomb.mp4"
    bomb.write_bytes(signed.read_bytes() + b"\0\0\0\x08free" * 200_000)

    def asked(*_: Any) -> None:
        raise AssertionError("the library was asked")

    monkeypatch.setattr(import_module("kuleshov.media.traces.found"), "verdict", asked)
    found = ku.traces(bomb)
    assert (found.holds, found.signer) == ("not looked at", "not looked at")
    assert "Does it hold? Not looked at: the file could not be read to its end." in found.sentences
    assert any("the rest was not read" in said for said in found.complaints)
