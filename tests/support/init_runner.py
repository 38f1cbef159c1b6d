"""Runs the real init with a stub in the server's place: [MODE FD] SOCKET SOURCE ARGUMENTS."""

import os
import sys

if __name__ == "__main__":
    mode = sys.argv[1:3] if sys.argv[1].startswith("--") else []
    stub_socket, source, *arguments = sys.argv[1 + len(mode) :]
    sys.path.insert(0, source)
    from aurae.init import main

    stub = os.path.join(os.path.dirname(os.path.abspath(__file__)), "server_stub.py")
    real = main.Init.__init__

    def with_stub(self, parsed, command):
        # A re-execution runs this file again, so that the stub stays.
        real(self, parsed, [*command[:4], stub_socket, source, *command[4:]])
        self._server.command = [sys.executable, "-I", "-S", stub, stub_socket]

    main.Init.__init__ = with_stub
    main.main([*mode, *arguments])
