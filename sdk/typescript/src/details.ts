/** Which field of a request was wrong: google.rpc.BadRequest in `grpc-status-details-bin`. */

import { BinaryReader } from "./wire.ts";

const BAD_REQUEST = "google.rpc.BadRequest";
const BYTES = 2;

/** Path of the first field that the details name; empty where they name none or cannot be read. */
export function badField(header: string | undefined): string {
  if (!header) return "";
  try {
    const status = Uint8Array.from(atob(header), (sign) => sign.charCodeAt(0));
    for (const any of parts(status, 3)) {
      const [type] = parts(any, 1);
      if (!type || !words(type).endsWith(`/${BAD_REQUEST}`)) continue;
      for (const value of parts(any, 2)) {
        for (const violation of parts(value, 1)) {
          for (const field of parts(violation, 1)) return words(field);
        }
      }
    }
  } catch {
    // Whatever else is wrong with a call, its error is told without the field.
  }
  return "";
}

function words(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

/** The values of a field that holds bytes. */
function parts(message: Uint8Array, wanted: number): Uint8Array[] {
  const reader = new BinaryReader(message);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === (wanted << 3 | BYTES)) found.push(reader.bytes());
    else reader.skip(tag & 7);
  }
  return found;
}
