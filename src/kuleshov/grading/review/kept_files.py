"""Folders that a command brings up to date, and in which people may change what they like.

What was put there is noted by its hash: a file that somebody changed since is theirs, and stays.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from ...errors import KuleshovError
from ...files import sha256, whole, write_whole

_MARK = ".gathered.json"


class Kept:
    """A folder of folders.

    Parameters
    ----------
    home : Path
        Made where it isn't there.
    of : str
        Whose it is, in one word: a folder that was filled for somebody else is refused.

    Raises
    ------
    KuleshovError
        Where it is no folder, or was filled for somebody else.
    """

    def __init__(self, home: Path, of: str) -> None:
        self.home, self.of = home, of
        if home.is_symlink() or (home.exists() and not home.is_dir()):
            raise KuleshovError(f"{home} is there already, and is no folder.")
        self._known = self._read()

    @property
    def folders(self) -> list[str]:
        """The folders that were put there, by name."""
        return sorted(self._known)

    def put(self, name: str, draft: Path) -> list[str]:
        """Bring a folder up to date.

        Parameters
        ----------
        name : str
        draft : Path
            Holds the files as they should be.

        Returns
        -------
        list of str
            What stays as somebody changed it, a sentence each.
        """
        target = self.home / name
        if target.is_symlink() or (name not in self._known and target.exists()):
            return [f"{name} was there already, by somebody's hand, and stays. Move it away first."]
        before = self._known.get(name, {})
        now = {one.name: sha256(one) for one in sorted(draft.iterdir())}
        self._note(name, now | before)  # before anything is written, should this be stopped
        target.mkdir(exist_ok=True)
        said, noted = [], {}
        for file in sorted({*now, *before}):
            if self._hash(target / file) not in ("", now.get(file), before.get(file)):
                said.append(
                    f"{name}/{file} was changed here, and stays. Delete it to have the author's again."
                )
                noted[file] = before.get(file) or now[file]
            elif file in now:
                with whole(target / file) as place:
                    shutil.copyfile(draft / file, place)
                noted[file] = now[file]
            else:
                (target / file).unlink(missing_ok=True)
        self._note(name, noted)
        return said

    def take_away(self, name: str) -> list[str]:
        """Delete what was put into a folder; return the names of what somebody else put there."""
        target = self.home / name
        if target.is_dir() and not target.is_symlink():
            for file in self._known.get(name, {}):
                if not (target / file).is_dir():
                    (target / file).unlink(missing_ok=True)
        left = sorted(one.name for one in target.iterdir()) if target.is_dir() else []
        if target.is_dir() and not left:
            target.rmdir()
        self._note(name, None)
        return left

    def _hash(self, path: Path) -> str:
        if path.is_symlink() or path.is_dir():
            return "somebody's"
        return sha256(path) if path.is_file() else ""

    def _note(self, name: str, files: dict[str, str] | None) -> None:
        if files is None:
            self._known.pop(name, None)
        else:
            self._known[name] = files
        self.home.mkdir(parents=True, exist_ok=True)
        words = json.dumps({"of": self.of, "folders": self._known}, indent=1) + "\n"
        write_whole(self.home / _MARK, words)

    def _read(self) -> dict[str, dict[str, str]]:
        path = self.home / _MARK
        try:
            held: Any = json.loads(path.read_bytes())
            of, folders = held["of"], {n: dict(files) for n, files in held["folders"].items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise KuleshovError(
                f"{path} can't be read, so it isn't known what was put there. Give a new folder."
            ) from None
        if of != self.of:
            raise KuleshovError(
                f"{self.home} was filled for another class or assignment. Give another folder."
            )
        names = [*folders, *(file for files in folders.values() for file in files)]
        if any(Path(name).name != name or name in ("", ".", "..") for name in names):
            raise KuleshovError(f"{path} names places outside {self.home}. Give a new folder.")
        return folders
