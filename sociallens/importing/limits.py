"""Limits of a child process: set by the child where the system can, else watched by its parent."""

import ctypes
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sociallens import settings

MEGABYTE = 1_000_000
_SLICE = 10 * MEGABYTE  # bytes of uploads that get the seconds of one preview to be imported
_STATM = Path("/proc/self/statm")
_DIE = 1  # PR_SET_PDEATHSIG


@dataclass(frozen=True)
class Limits:
    """The limits of one task; None is no limit."""

    memory: int | None = None  # megabytes that are really used
    seconds: float | None = None  # from start to end
    answer: int | None = None  # bytes of what it gives back
    nice: int = 0  # how far it stands back for others, 0 to 19


def of_preview() -> Limits:
    """Limits for reading uploads: other people use the same server."""
    memory = settings.number("SOCIALLENS_UPLOAD_MEMORY", 2_000)
    seconds = settings.number("SOCIALLENS_UPLOAD_SECONDS", 120)
    return Limits(memory or None, seconds or None, 500 * MEGABYTE, nice=5)


def of_import(size: int) -> Limits:
    """Limits for importing uploads of `size` bytes: the time of a preview for every 10 MB begun."""
    limits = of_preview()
    seconds = limits.seconds and limits.seconds * (1 + size // _SLICE)
    return Limits(limits.memory, seconds, limits.answer, limits.nice)


def of_command() -> Limits:
    """Limits for the command line: three quarters of the machine's memory, and any time."""
    memory = settings.number("SOCIALLENS_IMPORT_MEMORY", _installed() * 3 // 4)
    seconds = settings.number("SOCIALLENS_IMPORT_SECONDS", 0)
    return Limits(memory or None, seconds or None)


def _installed() -> int:
    """The machine's memory in megabytes; 0 when the system does not say."""
    if sys.platform == "win32":
        return 0
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE
    except (ValueError, OSError):
        return 0


def resident(pid: int) -> int:
    """The memory that a process really uses, in megabytes; 0 when it is gone.

    On Linux that of its children counts too.
    """
    with suppress(OSError, ValueError, IndexError, subprocess.SubprocessError):
        if sys.platform == "linux":
            pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
            own = int(pages) * os.sysconf("SC_PAGE_SIZE") // MEGABYTE
            return own + sum(map(resident, _children(pid)))
        if sys.platform == "win32":
            return _resident_windows(pid)
        command = ["ps", "-o", "rss=", "-p", str(pid)]
        process = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)
        return int(process.stdout) * 1024 // MEGABYTE
    return 0


def _children(pid: int) -> list[int]:
    """The processes that the first thread of a process started (Linux)."""
    with suppress(OSError):
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
        return [int(child) for child in listed.split()]
    return []


def _resident_windows(pid: int) -> int:
    if sys.platform != "win32":
        return 0
    # PROCESS_MEMORY_COUNTERS: two 32-bit numbers, then sizes; the working set is the second.
    counters = (ctypes.c_size_t * 10)()
    kernel = ctypes.windll.kernel32
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.OpenProcess(0x1000, False, pid))
    try:
        kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), ctypes.sizeof(counters))
    finally:
        kernel.CloseHandle(handle)
    return int(counters[2]) // MEGABYTE


def restrict(limits: Limits) -> None:
    """Put this process under `limits`, as far as the system supports them."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # it would hold what people wrote
    if limits.nice:
        os.nice(limits.nice)
    if limits.seconds:
        cores = os.cpu_count() or 1
        _lower(resource.RLIMIT_CPU, int(limits.seconds * cores) + 1)
    if limits.memory:
        _lower(resource.RLIMIT_FSIZE, limits.memory * MEGABYTE)
        if _STATM.exists():
            # Allocators reserve far more than they use (1.3 GB before any file is read), so the
            # address space cannot be limited to what may be used. This stops one request that is
            # out of all proportion; the parent watches what is really used.
            reserved = int(_STATM.read_text(encoding="ascii").split()[5])
            bytes_reserved = reserved * os.sysconf("SC_PAGE_SIZE")
            _lower(resource.RLIMIT_DATA, bytes_reserved + 2 * limits.memory * MEGABYTE)


def _lower(which: int, value: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    hard = resource.getrlimit(which)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))


def die_with(parent: int) -> None:
    """End this process when the thread of `parent` that started it ends (Linux)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_DIE, 9)
    if os.getppid() != parent:  # it ended before the line above
        os._exit(1)
