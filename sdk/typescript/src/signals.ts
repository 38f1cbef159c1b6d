/** Names of Linux's signals. */

const NAMES =
  ("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD " +
    "CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS").split(" ");
const REAL_TIME: Record<number, string> = { 34: "SIGRTMIN", 64: "SIGRTMAX" };

/** The name of a signal, such as `SIGTERM`. */
export function signalName(number: number): string {
  const name = NAMES[number - 1];
  return name === undefined ? REAL_TIME[number] ?? `signal ${number}` : `SIG${name}`;
}
