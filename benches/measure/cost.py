"""What a program costs: time, memory, and what of its files lies in memory."""

import ctypes
import mmap
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .articles import Trouble

PAGE = mmap.PAGESIZE


def built(command):
    """Wall seconds, CPU seconds and peak MB of a program that must succeed."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as messages:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=messages)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            messages.seek(0)
            told = messages.read().decode(errors="replace").strip()
            raise Trouble(f"{' '.join(command)}: exit status {child.returncode}: {told}")
    unit = 1 if sys.platform == "darwin" else 1024
    return {"wall s": wall, "CPU s": usage.ru_utime + usage.ru_stime, "peak MB": usage.ru_maxrss * unit / 1e6}


def asked(command):
    """Milliseconds from the start of a program until its answer is read and it has ended; and the run."""
    start = time.perf_counter()
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    wall = (time.perf_counter() - start) * 1000
    if run.returncode not in (0, 1):
        raise Trouble(f"{command}: exit status {run.returncode}: {run.stderr.decode(errors='replace').strip()}")
    return wall, run


def files_below(folder):
    return [file for file in folder.rglob("*") if file.is_file()]


def folder_size(folder):
    return sum(file.stat().st_size for file in files_below(folder))


def evict(files):
    """Has the system forget what it keeps of the files in memory; what a running program has mapped stays."""
    for file in files:
        with open(file, "rb") as opened:
            os.fsync(opened.fileno())
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def drop_caches():
    """Everything that the system keeps of any file; for root alone."""
    os.sync()
    with open("/proc/sys/vm/drop_caches", "w", encoding="ascii") as caches:
        caches.write("3")


def in_memory(files):
    """The share of the files' pages that lies in memory, 0 to 1, as mincore(2) tells it."""
    libc = ctypes.CDLL(None, use_errno=True)
    held, total = 0, 0
    for file in files:
        size = file.stat().st_size
        if not size:
            continue
        with open(file, "rb") as opened, mmap.mmap(opened.fileno(), size, access=mmap.ACCESS_COPY) as mapped:
            pages = -(-size // PAGE)
            start, told = ctypes.c_char.from_buffer(mapped), (ctypes.c_ubyte * pages)()
            address = ctypes.c_void_p(ctypes.addressof(start))
            if libc.mincore(address, ctypes.c_size_t(size), told):
                raise Trouble(f"{file}: mincore: {os.strerror(ctypes.get_errno())}")
            held, total = held + sum(page & 1 for page in told), total + pages
            del start, address
    return held / total if total else 0.0


def parts_of_program(binary):
    """The program's own file and the shared libraries that it starts with."""
    found = [Path(binary)]
    run = subprocess.run(["ldd", str(binary)], capture_output=True, text=True, check=False)
    for line in run.stdout.splitlines():
        found += [Path(word) for word in line.split() if word.startswith("/")][:1]
    return [file.resolve() for file in found if file.exists()]
