"""Runs the real init with a stub in the server's place: [MODE FD] SOCKET SOURCE ARGUMENTS."""

import os
import sys

if __name__ == "__main__":
    mode = sys.argv[1:3] if sys.argv[1].startswith("--") else []
    stub_socket, source, *arguments = sys.argv[1 + len(mode) :]
    sys.path.insert(0, source)
    from aurae.init import main, peers

    if "AURAE_TEST_AT_ONCE" in os.environ:
        vars(peers)["FIRST_PAUSE"] = 0.0

    class StubbedInit(main.Init):
        """An init whose server is the stub, also after a re-execution: that runs this file again."""

        def __init__(self, parsed: main.Arguments, command: list[str]) -> None:
            super().__init__(parsed, [*command[:4], stub_socket, source, *command[4:]])
            stub = os.path.join(os.path.dirname(os.path.abspath(__file__)), "server_stub.py")
            self._server.command = [sys.executable, "-I", "-S", stub, stub_socket]

    vars(main)["Init"] = StubbedInit
    main.main([*mode, *arguments])
