"""`aer start`: starts services, or makes one and starts it."""

import argparse
import asyncio
import sys

from aurae.cli import spec_options
from aurae.cli.arguments import COMMON, Argument
from aurae.cli.asking import ask_for_each
from aurae.cli.document import plain
from aurae.cli.explaining import EXPLAIN, explain
from aurae.cli.output import show
from aurae.cli.phases import standing
from aurae.cli.progress import waiting
from aurae.cli.restart import restart
from aurae.cli.session import ANSWER, connect
from aurae.cli.settling import WAIT, longest, settle
from aurae.cli.workloads import full_name
from aurae.client.calls import call
from aurae.client.errors import CallError, ClientError
from aurae.proto.runtime_grpc import RuntimeServiceStub
from aurae.proto.runtime_pb2 import (
    EditRequest,
    ExplainRequest,
    GetRequest,
    RestartRequest,
    StartRequest,
    Workload,
    WorkloadSpec,
)

ARGUMENTS = (
    Argument(("known",), "Names of services that are known.", "SERVICE", many="*"),
    *spec_options.ARGUMENTS,
    Argument(("--replace",), "Change the service when there is one of this name, and restart it."),
    Argument(("--no-block",), "Do not wait until it is up."),
    EXPLAIN,
    WAIT,
    *COMMON,
)


def run(options: argparse.Namespace) -> int:
    """Start services and wait until they are up; fails with the reason of the first that is not."""
    described = spec_options.describes(options)
    if described == bool(options.known):
        why = (
            "a known service takes no options of a new one" if described else "the name is missing"
        )
        return _wrong(why)
    if not described:
        return _explain_known(options) if options.explain else _start_known(options)
    spec = spec_options.spec_of(options)
    if not spec.name:
        return _wrong("the name is missing: --name, or `name` in the file")
    return asyncio.run(_start_described(options, spec))


def _wrong(why: str) -> int:
    print(f"aer start: {why} (see `aer start --help`)", file=sys.stderr)
    return 2


def _explain_known(options: argparse.Namespace) -> int:
    async def ask() -> int:
        async with connect(options) as channel:
            stub = RuntimeServiceStub(channel)
            for name in options.known:
                await explain(stub, ExplainRequest(name=name), options)
        return 0

    return asyncio.run(ask())


def _start_known(options: argparse.Namespace) -> int:
    options.name = options.known

    async def ask(stub: RuntimeServiceStub, name: str) -> Workload:
        request = StartRequest(name=name, no_block=options.no_block)
        try:
            return await _start(stub, name, request, longest(options))
        except CallError as error:
            # One that is up is no error.
            if error.status != "ALREADY_EXISTS":
                raise
        return (await call(stub.Get, GetRequest(name=name), ANSWER)).workload

    _, done = ask_for_each(options, "starting", ask)
    return 0 if done else 1


async def _start(
    stub: RuntimeServiceStub, name: str, request: StartRequest, limit: float
) -> Workload:
    async def ask() -> Workload:
        return (await call(stub.Start, request, None)).workload

    return await settle(stub, name, ask, limit)


async def _start_described(options: argparse.Namespace, spec: WorkloadSpec) -> int:
    cell = spec.cell.strip("/")
    name = f"{cell}/{spec.name}" if cell else spec.name
    async with connect(options) as channel:
        stub = RuntimeServiceStub(channel)
        if options.explain:
            return await explain(stub, ExplainRequest(workload=spec), options)
        async with waiting(f"starting {name}"):
            workload = await _start_or_replace(stub, name, spec, options)
    show(
        options,
        lambda: plain(workload),
        lambda: f"{full_name(workload)}: {standing(workload)}\n",
    )
    return 0


async def _start_or_replace(
    stub: RuntimeServiceStub, name: str, spec: WorkloadSpec, options: argparse.Namespace
) -> Workload:
    limit = longest(options)
    if options.replace:
        edit = EditRequest(name=name, workload=spec, fields=["executable", "service"])
        try:
            await call(stub.Edit, edit, limit)
            return await restart(stub, RestartRequest(name=name), limit)
        except CallError as error:
            if error.status != "NOT_FOUND":
                raise
    request = StartRequest(workload=spec, no_block=options.no_block)
    try:
        return await _start(stub, name, request, limit)
    except CallError as error:
        if error.status != "ALREADY_EXISTS" or options.replace:
            raise
        raise ClientError(f"{error}; --replace changes and restarts it") from None
