"""A report put in place: one run at a time into a folder, whole or not at all, kill or no kill.

A run writes into ``.staging-…`` inside its folder. Once everything is there, that is renamed to
``.ready-…``: from then on the report counts as made, and ``checksums.txt`` in it is the journal of
what is to be moved. A run killed while its files are moved is finished by the next one into the
same folder; one killed earlier leaves nothing but a staging folder, which the next one removes.
"""

import errno
import hashlib
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from closereading import book
from closereading.errors import InputError

try:
    import fcntl
except ImportError:  # not on Windows; two runs at once are the user's to avoid there
    fcntl = None

STAGING, READY = ".staging-", ".ready-"
FOLDERS = ("figures", "report")  # what an earlier run made in them goes
CHECKSUMS = "report/checksums.txt"
SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Hold a folder for one run and give a staging folder in it; on leaving, put that in place.

    Parameters
    ----------
    out : Path
        Gets ``notebooks/``, ``figures/`` and ``report/``.

    Raises
    ------
    InputError
        If another run holds the folder, or it cannot be written to.
    OSError
        If the disk is full. In both cases what stood in ``out`` before stands unchanged.
    """
    with held(out):
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=out))
        try:
            yield staging
            _publish(staging, out)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Hold a folder, and first finish or clear away what a killed run left in it.

    It is made if it is not there, and taken away again if nothing comes of it. The kernel keeps
    the lock, on the folder itself: it ends with the process, however that ends.
    """
    missing: list[Path] = []
    lock = None
    try:
        missing += [folder for folder in (out, *out.parents) if not folder.exists()]
        out.mkdir(parents=True, exist_ok=True)
        for name in ("notebooks", *FOLDERS):
            _refuse_what_is_no_folder(out / name)
        lock = os.open(out, os.O_RDONLY) if fcntl else None
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
    except OSError as error:
        raise said(error, out) from error
    finally:
        if lock is not None:
            os.close(lock)
        for folder in missing:
            with suppress(OSError):  # not there, or not empty
                folder.rmdir()


def mend(out: Path) -> None:
    """Finish or clear away what a killed run left in a folder, if it is there."""
    if out.is_dir():
        with held(out):
            pass


def _refuse_what_is_no_folder(home: Path) -> None:
    plain = home.is_dir() and not home.is_symlink() and not os.path.ismount(home)
    if os.path.lexists(home) and not (plain and os.access(home, os.W_OK)):
        raise InputError(
            f"{home} is not an ordinary folder that can be written to, so no report can be put "
            "there. Move it away, or give another folder with --out."
        )


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
def caught(handler: Callable) -> Iterator[None]:
    """Hand the signals that end a program to a handler. One that is ignored stays so.

    Under nohup a closed terminal ends nothing; and signals are the main thread's alone.
    """
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {number: signal.getsignal(number) for number in SIGNALS}
        before = {number: kept for number, kept in before.items() if kept is not signal.SIG_IGN}
    try:
        for number in before:
            signal.signal(number, handler)
        yield
    finally:
        for number, kept in before.items():
            signal.signal(number, kept)


@contextmanager
def unbroken() -> Iterator[None]:
    """Hold back signals that would end the program; the first of them is sent again afterwards."""
    held_back: list[int] = []
    try:
        with caught(lambda number, frame: held_back.append(number)):
            yield
    finally:
        if held_back:
            signal.raise_signal(held_back[0])


def _publish(staging: Path, out: Path) -> None:
    """Declare a finished run ready, and put it in place."""
    # What begins with a dot is the run's own: what one kernel heard and the next need not.
    made = sorted(path for path in staging.rglob("[!.]*") if path.is_file())
    names = [path.relative_to(staging).as_posix() for path in made]
    for folder in {(out / name).parent for name in names}:
        _refuse_what_is_no_folder(folder)
    if blocked := next((out / name for name in names if (out / name).is_dir()), None):
        raise InputError(f"{blocked} is a folder, where a file must go. Move it away.")
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n"
        for path, name in zip(made, names, strict=True)
    ]
    book.write(staging / CHECKSUMS, "".join(lines))
    ready = staging.with_name(staging.name.replace(STAGING, READY))
    with unbroken():
        staging.rename(ready)
        _install(ready, out)


def _install(ready: Path, out: Path) -> None:
    """Put a finished run in place, file by file; killed anywhere in it, it can be gone on with.

    Both lists of files stand until all else is done. What neither names is the user's.
    """
    new, old = _listed(ready / CHECKSUMS), _listed(out / CHECKSUMS)
    for name in new:
        if (ready / name).exists():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (ready / name).replace(out / name)
    if new:  # else all of it is in place, and the list too
        gone = {*old} - {*new}
        for path in [path for folder in FOLDERS for path in (out / folder).rglob("*")]:
            if path.relative_to(out).as_posix() in gone:
                path.unlink()
                with suppress(OSError):  # not empty
                    path.parent.rmdir()
        (ready / CHECKSUMS).replace(out / CHECKSUMS)
    shutil.rmtree(ready, ignore_errors=True)


def _listed(checksums: Path) -> list[str]:
    """Return the files that a list of checksums names, none where there is no list."""
    if not checksums.is_file():
        return []
    return [line[66:] for line in checksums.read_text("utf-8", errors="replace").splitlines()]


def said(error: OSError, out: Path) -> Exception:
    """Say in a sentence what keeps a run from writing into a folder."""
    if error.errno in FULL:
        return OSError(
            f"The disk is full: there is no room left in {out}, or for temporary files in "
            f"{tempfile.gettempdir()}. Make room, or give a folder on another disk with --out."
        )
    place = Path(error.filename) if error.filename else out
    inside = out == place or out in place.parents or place in out.parents
    if inside and error.errno in (*CLOSED, errno.ENOTDIR, errno.EEXIST, errno.ENAMETOOLONG):
        file = next((path for path in (out, *out.parents) if path.is_file()), None)
        why = f"{file} is a file" if file else error.strerror
        return InputError(f"Nothing can be written to {out}: {why}. Give another with --out.")
    return OSError(f"A file cannot be written or read: {error}. Mend that, and run it again.")
