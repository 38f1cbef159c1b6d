"""Stands where the server would: hands its socket to init to the test and stays while init does."""

import os
import select
import socket
import sys

if __name__ == "__main__":
    if sys.argv[1] == "--trial":
        sys.exit()  # init asks whether this code can run
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as channel:
        channel.connect(sys.argv[1])
        socket.send_fds(channel, [str(os.getpid()).encode()], [3])
    init = select.poll()
    init.register(3, 0)  # nothing but the hang-up
    init.poll()
