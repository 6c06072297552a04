"""Kernels forked from one process that has imported the packages, instead of six that each do.

The command starts this module as a program and asks it, over a private pair of sockets, for a
kernel with such a command, environment and folder; it forks one and tells its number. Kernels are
what nbclient always talks to, each in a process of its own. No thread runs before a fork: where one
does, or where the system has no safe fork, ordinary kernels serve, and the bytes are the same.
"""

import asyncio
import builtins
import ctypes
import gc
import io
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace

from jupyter_client.manager import AsyncKernelManager

from closereading.run import terminal

LONGEST = 1 << 20  # bytes of a request: a command and an environment
# pandas loads Arrow where it is installed, whose allocator would start a thread.
QUIET = {"JE_ARROW_MALLOC_CONF": "background_thread:false"}
PDEATHSIG = 1  # of prctl(2): the signal to get when the process that made this one ends
APART = ("closereading.corpus.", "closereading.run", "closereading.__main__")  # no notebook's
HEAVY = ("scipy.stats", "sklearn")
SAMPLE = """A bridge is closed

The old bridge over the river is closed, and 40 people in the town do not know why it was closed.

"It is a great shame," the mayor, Ann Lee, said on Monday. Reuters was told that it may open soon.
"""


class Manager(AsyncKernelManager):
    """Starts a kernel and talks to it over files of this user's, where there are such.

    A port that is free when it is chosen may be taken by the time a kernel opens it.
    """

    nursery: "Nursery | None" = None

    def __init__(self, **given) -> None:
        super().__init__(**given)
        if hasattr(socket, "AF_UNIX"):
            self._home = tempfile.TemporaryDirectory(prefix="kernel-")
            self.transport = "ipc"
            self.connection_file = str(Path(self._home.name) / "kernel.json")

    async def _async_launch_kernel(self, kernel_cmd: list[str], **given) -> None:
        process = self.nursery and await self.nursery.fork(kernel_cmd, **given)
        if process:
            self.provisioner.process, self.provisioner.pid = process, process.pid
        else:
            await super()._async_launch_kernel(kernel_cmd, **given)


class Process:
    """A forked kernel as a manager asks ``subprocess.Popen``: it is another process's child."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid, self.returncode = pid, None
        self._handle = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """Return None while it runs; how it ended only its parent knows."""
        if self.returncode is None and select.select([self._handle], [], [], 0)[0]:
            self.returncode = 0
            os.close(self._handle)
        return self.returncode

    wait = poll  # asked once it has ended

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        with suppress(ProcessLookupError):
            if self.poll() is None:
                signal.pidfd_send_signal(self._handle, number)


class Nursery:
    """The process that forks, seen from the command."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._ours.setblocking(False)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno()), str(os.getpid())],
                env=environment | QUIET, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        self._turns: dict[asyncio.AbstractEventLoop, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def fork(self, command: list[str], *, cwd: str, env: dict, **_) -> Process | None:
        """Ask for a kernel; None where there is none to be had."""
        request = json.dumps({"arguments": command[3:], "cwd": str(cwd), "env": env}).encode()
        loop = asyncio.get_running_loop()
        async with self._turns[loop]:
            try:
                await loop.sock_sendall(self._ours, request)
                answer = await loop.sock_recv(self._ours, LONGEST)
            except OSError:  # it has ended
                return None
            except asyncio.CancelledError:
                self._ours.close()  # an answer that nobody waits for would be taken for the next
                raise
        with suppress(ProcessLookupError):
            return Process(int(answer)) if int(answer or 0) else None

    def close(self) -> None:
        """End it and whatever it forked."""
        self._ours.close()
        self._process.kill()
        self._process.wait()


@contextmanager
def kernels(environment: dict[str, str], *, fork: bool = True) -> Iterator[type[Manager]]:
    """Give a class of kernel managers whose kernels are forked, as far as they can be.

    Parameters
    ----------
    environment : dict
        What is fixed in it must be fixed before packages are imported; kernels get their own.
    fork : bool
        Whether to try; only Linux can.
    """
    if not (fork and hasattr(os, "pidfd_open")):
        yield Manager
        return
    nursery = Nursery(environment)
    try:
        yield type("Forking", (Manager,), {"nursery": nursery})
    finally:
        nursery.close()


def _end_with(parent: int) -> None:
    """Have the kernel end this process at once when its parent ends, however that ends."""
    ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _warm_up() -> None:
    """Do once what every notebook does: what is loaded at its first use is loaded for all."""
    import closereading

    builtins.get_ipython = lambda: SimpleNamespace(kernel=None)  # some ask where they are
    # NLTK imports them where it can, for what nobody here calls: most of a second.
    sys.modules |= dict.fromkeys(HEAVY)
    import nltk  # noqa: F401

    for name in HEAVY:
        del sys.modules[name]
    for module in pkgutil.walk_packages(closereading.__path__, "closereading."):
        if not module.name.startswith(APART):
            with suppress(ImportError):  # an extra that is not installed; who needs it says so
                __import__(module.name)
    from ipykernel import kernelapp  # noqa: F401
    from IPython.core import completer  # noqa: F401

    from closereading import measures, read_article
    from closereading.charts import article as charts

    del builtins.get_ipython
    article = read_article(SAMPLE)
    speakers = measures.by_speaker(article)
    speakers.to_html()
    for kind in ("png", "svg"):
        charts.speakers(article, speakers).figure.savefig(io.BytesIO(), format=kind)


def _warm_up_further() -> None:
    """Load the network and the frequencies of words, which all but the first notebook need."""
    from closereading import keywords, read_article, sentiment

    article = read_article(SAMPLE)
    keywords.words(article)
    sentiment.score(article)


def _serve(asked: socket.socket, *, once: bool) -> dict | None:
    """Fork a kernel for a request, or for each; return that in the kernel, None at the end."""
    gc.freeze()  # what is shared stays shared
    while not once or select.select([asked], [], [], 0)[0]:
        if not (request := asked.recv(LONGEST)):
            break
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:  # those that have ended
                pass
        alone = len(list(Path("/proc/self/task").iterdir())) == 1
        me, pid = os.getpid(), os.fork() if alone else 0
        if alone and not pid:
            asked.close()
            _end_with(me)
            return json.loads(request)
        asked.send(str(pid).encode())
        if once:
            break
    return None


def main() -> None:
    """Import, then fork; in a fork, be a kernel."""
    _end_with(int(sys.argv[2]))
    if Path(sys.path[0]) == Path.cwd():
        del sys.path[0]  # a file in somebody's folder is no package
    terminal.lighten()
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    asked = socket.socket(fileno=int(sys.argv[1]))
    _warm_up()
    request = _serve(asked, once=True)
    if request is None:
        _warm_up_further()
        request = _serve(asked, once=False)
    if request is None:
        return
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv[1:] = request["arguments"]
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(request["arguments"])
    os._exit(0)  # taking apart what the warm process keeps takes longer than a start


if __name__ == "__main__":
    main()
