"""Run one command and end it as soon as the process that asked for it is gone.

Called as `python leash.py COMMAND...` with a pipe as standard input. It writes the command's
process id on one line, and ends the command when the pipe's other end closes, which happens
however the owner ends. Standard library only.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading

PARENT_DEATH_SIGNAL = 1
GRACE = 5.0


def _die_with_leash() -> None:
    """On Linux, let the kernel end the command even if this process is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _leave_with(child: subprocess.Popen[bytes]) -> None:
    """End this process when the command has ended by itself."""
    os._exit(abs(child.wait()))


def main() -> None:
    """Start the command, then wait for the owner's end or the command's."""
    child = subprocess.Popen(
        sys.argv[1:],
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        preexec_fn=_die_with_leash,  # noqa: PLW1509 - no thread has been started yet
    )
    sys.stdout.write(f"{child.pid}\n")
    sys.stdout.flush()
    threading.Thread(target=_leave_with, args=(child,), daemon=True).start()
    sys.stdin.buffer.read()
    child.terminate()
    try:
        child.wait(GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


if __name__ == "__main__":
    main()
