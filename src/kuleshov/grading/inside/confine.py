"""What a process gives up for ever: namespaces, capabilities, system calls, resources.

Linux only, through ctypes: nothing is executed on the way, so that a forked process keeps the
imports it was born with. The order is the one that works without ever being root: own namespaces
(capabilities come with them), mounts, no further namespaces, no capabilities, system call filter.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
from pathlib import Path

from ...errors import KuleshovError

NEWNS, NEWUTS, NEWIPC = 0x00020000, 0x04000000, 0x08000000
NEWUSER, NEWPID, NEWNET, NEWCGROUP = 0x10000000, 0x20000000, 0x40000000, 0x02000000
_SPACES = NEWUSER | NEWNS | NEWPID | NEWIPC | NEWUTS | NEWNET
_NOSUID, _NODEV, _NOEXEC = 2, 4, 8
_PRCTL = {"dumpable": 4, "seccomp": 22, "bound": 24, "no_new": 38, "ambient": 47, "reaper": 36}

# Numbers of system calls on x86_64 and aarch64; nothing that a course computes needs any of them.
_FORBIDDEN = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "mount_setattr": (442, 442),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "personality": (135, 92),
    "pidfd_getfd": (438, 438),
    "pidfd_open": (434, 434),
    "kcmp": (312, 272),
    "vhangup": (153, 58),
    "syslog": (103, 116),
    "lookup_dcookie": (212, 18),
    "mbind": (237, 235),
    "move_pages": (279, 239),
    "migrate_pages": (256, 238),
    "set_mempolicy": (238, 237),
    "memfd_secret": (447, 447),
    "fanotify_init": (300, 262),
}
_CLONE, _CLONE3, _SOCKET = (56, 220), (435, 435), (41, 198)
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_FAMILIES = (1, 2, 10)  # within the process's own empty network: AF_UNIX, AF_INET, AF_INET6


class Unconfined(KuleshovError):
    """This machine can't isolate a process."""


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _do(name: str, *arguments: object) -> None:
    call = getattr(_libc(), name)
    if call(*arguments) != 0:
        problem = ctypes.get_errno()
        raise Unconfined(f"{name} is refused here: {os.strerror(problem)}.")


def prctl(what: str, *values: int) -> None:
    """Set something of this process; see prctl(2)."""
    full = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    _do("prctl", ctypes.c_int(_PRCTL[what]), *full)


def drop_root(user: int) -> None:
    """Become an ordinary user for good; nothing where this process is one already.

    Raises
    ------
    Unconfined
        Where root can't be left.
    """
    if os.geteuid() != 0 and os.getuid() != 0:
        return
    if user == 0:
        raise Unconfined("Submissions are never run as root.")
    try:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    except OSError as problem:
        raise Unconfined(f"This process can't stop being root: {problem.strerror}.") from None
    if 0 in (*os.getresuid(), *os.getresgid()):
        raise Unconfined("This process can't stop being root.")
    prctl("dumpable", 1)  # else its own /proc files stay root's, and no namespace can be made


def new_spaces() -> None:
    """Leave all namespaces of the process for new ones; its children are in a new pid namespace."""
    user, group = os.getuid(), os.getgid()
    _do("unshare", _SPACES)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def mount_tmpfs(place: str, mebibytes: int) -> None:
    """Mount an empty folder in memory over a place."""
    options = f"size={mebibytes}m,mode=0700,nr_inodes=20000".encode()
    flags = _NOSUID | _NODEV
    _do("mount", b"tmpfs", place.encode(), b"tmpfs", ctypes.c_ulong(flags), options)


def mount_proc() -> None:
    """Mount the /proc of this process's own pid namespace."""
    flags = ctypes.c_ulong(_NOSUID | _NODEV | _NOEXEC)
    _do("mount", b"proc", b"/proc", b"proc", flags, None)


def no_more_spaces() -> None:
    """Forbid further user namespaces below this one."""
    Path("/proc/sys/user/max_user_namespaces").write_text("0")


def drop_capabilities() -> None:
    """Give up all capabilities, and the way to new ones."""
    prctl("no_new", 1)
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    for capability in range(last + 1):
        prctl("bound", capability)
    prctl("ambient", 4)  # PR_CAP_AMBIENT_CLEAR_ALL
    head = struct.pack("Ii", 0x20080522, 0)
    _do("capset", ctypes.create_string_buffer(head), ctypes.create_string_buffer(24))


def forbid_calls() -> None:
    """Filter system calls: those of mounts, namespaces, tracing, keys and other networks fail.

    Raises
    ------
    Unconfined
        On a processor whose numbers are not known here.
    """
    found = _ARCHITECTURES.get(platform.machine())
    if found is None:
        raise Unconfined(f"No system call filter is known for {platform.machine()}.")
    program = filter_program(*found)
    code = ctypes.create_string_buffer(program)
    head = ctypes.create_string_buffer(
        struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(code))
    )
    prctl("no_new", 1)
    prctl("seccomp", 2, ctypes.addressof(head))


def filter_program(column: int, architecture: int) -> bytes:
    """Return the filter as bytes of classic BPF, eight a step.

    ``clone`` with a namespace flag and sockets of other families than this machine's own two fail
    with EPERM; ``clone3`` fails with ENOSYS, upon which the C library takes ``clone``.
    """
    load, equal, at_least, masked, end = 0x20, 0x15, 0x35, 0x45, 0x06
    allow, refuse, unknown, kill = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000
    number, arch, argument = 0, 4, 16
    steps: list[tuple[int, int, int, int]] = [
        (load, 0, 0, arch),
        (equal, 1, 0, architecture),
        (end, 0, 0, kill),
        (load, 0, 0, number),
    ]
    if column == 0:  # the x32 numbers of the same calls
        steps += [(at_least, 0, 1, 0x40000000), (end, 0, 0, kill)]
    for call in sorted({numbers[column] for numbers in _FORBIDDEN.values()}):
        steps += [(equal, 0, 1, call), (end, 0, 0, refuse)]
    steps += [(equal, 0, 1, _CLONE3[column]), (end, 0, 0, unknown)]
    spaces = _SPACES | NEWCGROUP
    steps += [
        (equal, 0, 4, _CLONE[column]),
        (load, 0, 0, argument),
        (masked, 0, 1, spaces),
        (end, 0, 0, refuse),
        (end, 0, 0, allow),
        (equal, 0, len(_FAMILIES) + 3, _SOCKET[column]),
        (load, 0, 0, argument),
    ]
    left = len(_FAMILIES)
    for family in _FAMILIES:
        steps.append((equal, left, 0, family))
        left -= 1
    steps += [(end, 0, 0, refuse), (end, 0, 0, allow), (end, 0, 0, allow)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def limit(memory: int, processes: int, file_size: int, cpu_seconds: int) -> None:
    """Limit what this process and its children may use.

    Parameters
    ----------
    memory : int
        Bytes of address space beyond what the process has now.
    processes : int
        Of this user, in this user namespace.
    file_size : int
        Bytes of one file.
    cpu_seconds : int
        Of each process.
    """
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + memory
    for what, value in (
        (resource.RLIMIT_AS, most),
        (resource.RLIMIT_NPROC, processes),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 512),
    ):
        _, hard = resource.getrlimit(what)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (value, value))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file that grows too large is an error
