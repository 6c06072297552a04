"""A report put in place: one run at a time into a folder, whole or not at all, kill or no kill.

A run writes into ``.staging-…`` inside its folder. Once everything is there, that is renamed to
``.ready-…``: from then on the report counts as made, and putting it in place can be repeated. A run
killed in that instant is finished by the next one into the same folder; one killed earlier leaves
nothing but a staging folder, which the next one removes.
"""

import errno
import hashlib
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from closereading import book
from closereading.errors import InputError

try:
    import fcntl
except ImportError:  # not on Windows; two runs at once are the user's to avoid there
    fcntl = None

STAGING, READY = ".staging-", ".ready-"
FOLDERS = ("figures", "report")  # replaced whole; notebooks one by one, others may stand there
CHECKSUMS = "report/checksums.txt"
SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)


class FullError(RuntimeError):
    """There is no room for what a run writes; the message names the folder and the way out."""


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Hold a folder for one run and give a staging folder in it; on leaving, put that in place.

    Parameters
    ----------
    out : Path
        Gets ``notebooks/``, ``figures/`` and ``report/``. Made if it is not there, and taken away
        again if nothing comes of it.

    Raises
    ------
    InputError
        If another run holds the folder, or it cannot be written to.
    FullError
        If the disk is full. In both cases what stood in ``out`` before stands unchanged.
    """
    missing: list[Path] = []
    try:
        missing += [folder for folder in (out, *out.parents) if not folder.exists()]
        out.mkdir(parents=True, exist_ok=True)
        with held(out):
            staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=out))
            try:
                yield staging
                _publish(staging, out)
            finally:
                shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise said(error, out) from error
    finally:
        for folder in missing:
            with suppress(OSError):  # not there, or not empty
                folder.rmdir()


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Hold a folder, and first finish or clear away what a killed run left in it.

    The kernel keeps the lock, on the folder itself: it ends with the process, however that ends.

    Raises
    ------
    InputError
        If another run holds it, or something stands where a report must go.
    """
    for name in ("notebooks", *FOLDERS):
        home = out / name
        plain = home.is_dir() and not home.is_symlink() and not os.path.ismount(home)
        if os.path.lexists(home) and not (plain and os.access(home, os.W_OK)):
            raise InputError(
                f"{home} is not an ordinary folder that can be written to, so no report can be put "
                "there. Move it away, or give another folder with --out."
            )
    lock = os.open(out, os.O_RDONLY) if fcntl else None
    try:
        alone = lock is not None and _locked(lock, out)
        for ready in sorted(out.glob(f"{READY}*")):
            with unbroken():
                _install(ready, out)
        try:
            yield
        finally:
            # Without the lock another run's folder looks like a dead one's.
            for left in out.glob(f"{STAGING}*") if alone else ():
                shutil.rmtree(left, ignore_errors=True)
    finally:
        if lock is not None:
            os.close(lock)


def mend(out: Path) -> None:
    """Finish or clear away what a killed run left in a folder, if it is there."""
    if out.is_dir():
        try:
            with held(out):
                pass
        except OSError as error:
            raise said(error, out) from error


def _locked(lock: int, out: Path) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InputError(
            f"Another run is writing to {out}. Wait until it ends, or give another folder with "
            "--out."
        ) from None
    except OSError:  # a file system without locks
        return False
    return True


@contextmanager
def unbroken() -> Iterator[None]:
    """Hold back signals that would end the program; the first of them is sent again afterwards."""
    held_back: list[int] = []
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {number: signal.getsignal(number) for number in SIGNALS}
    # One that is ignored stays so: under nohup a closed terminal ends nothing.
    before = {number: kept for number, kept in before.items() if kept is not signal.SIG_IGN}
    for number in before:
        signal.signal(number, lambda number, frame: held_back.append(number))
    try:
        yield
    finally:
        for number, kept in before.items():
            signal.signal(number, kept)
        if held_back:
            signal.raise_signal(held_back[0])


def _publish(staging: Path, out: Path) -> None:
    """Declare a finished run ready, and put it in place."""
    for name in ("notebooks", *FOLDERS):
        (staging / name).mkdir(exist_ok=True)
    # What begins with a dot is the run's own: what one kernel heard and the next need not.
    made = sorted(path for path in staging.rglob("[!.]*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(staging).as_posix()}\n"
        for path in made
    ]
    book.write(staging / CHECKSUMS, "".join(lines))
    ready = staging.with_name(staging.name.replace(STAGING, READY))
    with unbroken():
        staging.rename(ready)
        _install(ready, out)


def _install(ready: Path, out: Path) -> None:
    """Put a finished run in place. Killed anywhere in it, it can be done again.

    Only renames stand between the old report and the new one, two for a folder. Files of the old
    folders that no run has made are the user's; they move back last.
    """
    lists = [out / CHECKSUMS, *ready.glob("old-report*/checksums.txt")]
    made = {line[66:] for path in lists if path.is_file() for line in _lines(path)}
    for name in FOLDERS:
        new, home = ready / name, out / name
        if new.is_dir():
            if home.is_dir():
                shutil.copymode(home, new)
                home.rename(_fresh(ready / f"old-{name}"))
            new.rename(home)
    (out / "notebooks").mkdir(exist_ok=True)
    for path in sorted((ready / "notebooks").glob("*")):
        path.replace(out / "notebooks" / path.name)
    for name in FOLDERS:
        for old in ready.glob(f"old-{name}*"):
            _give_back(old, out / name, made | {CHECKSUMS})
    # What is left is the last report; under this name a kill leaves it to be removed.
    done = ready.rename(ready.with_name(ready.name.replace(READY, STAGING)))
    shutil.rmtree(done, ignore_errors=True)


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8", errors="replace").splitlines()


def _fresh(path: Path) -> Path:
    while path.exists():
        path = path.with_name(f"{path.name}-")
    return path


def _give_back(old: Path, home: Path, made: set[str]) -> None:
    """Move to ``home`` what stands in the old folder and was not made by a run."""
    for path in sorted(old.rglob("*")):
        place = path.relative_to(old)
        folder = path.is_dir() and not path.is_symlink()
        if folder or f"{home.name}/{place.as_posix()}" in made or os.path.lexists(home / place):
            continue
        (home / place).parent.mkdir(parents=True, exist_ok=True)
        path.rename(home / place)


def said(error: OSError, out: Path) -> Exception:
    """Say in a sentence what keeps a run from writing into a folder."""
    if error.errno in FULL:
        return FullError(
            f"The disk is full: there is no room left in {_crowded(out)}. Make room there, or give "
            "a folder on another disk with --out."
        )
    place = Path(error.filename) if error.filename else out
    inside = out == place or out in place.parents or place in out.parents
    if inside and error.errno in (*CLOSED, errno.ENOTDIR, errno.EEXIST, errno.ENAMETOOLONG):
        file = next((path for path in (out, *out.parents) if path.is_file()), None)
        why = f"{file} is a file" if file else error.strerror
        return InputError(f"Nothing can be written to {out}: {why}. Give another with --out.")
    return OSError(f"A file cannot be written or read: {error}. Mend that, and run it again.")


def _crowded(out: Path) -> Path:
    """Return which folder is full: the report's, or the one for temporary files."""
    try:
        places = [path for path in (out, *out.parents) if path.exists()][:1]
        places.append(Path(tempfile.gettempdir()))
        return min(places, key=lambda path: shutil.disk_usage(path).free)
    except OSError:
        return out
