/** Places go from the user's text to the compiler's and back, in whatever message they are. */

import assert from "node:assert/strict";

import { Document, type Position } from "../src/lsp/document.ts";
import { difference, fits } from "../src/lsp/edits.ts";
import { moved, movedTokens } from "../src/lsp/positions.ts";

const URI = "file:///s/a.aurae";
const OTHER = "file:///s/b.aurae";
const SOURCE = 'let w = "😀";\nif!w{ w; } else if"a"==w{ w; }\nwhile w { }\nfor ;w<9;w++{ w }\n';
const document = new Document(URI, 1, SOURCE, true);

function* places(text: string): Generator<[Position, string]> {
  const lines = text.split("\n");
  for (const [line, letters] of lines.entries()) {
    for (let character = 0; character < letters.length; character++) {
      yield [{ line, character }, letters[character] as string];
    }
  }
}

Deno.test("each character of a source is the same in the text, and back", () => {
  assert.notEqual(document.text.length, SOURCE.length);
  const lines = document.text.split("\n");
  for (const [place, letter] of places(SOURCE)) {
    const there = document.toText(place, "right");
    const found = lines[there.line]?.[there.character] as string;
    // A parenthesis may take a blank's place.
    assert.ok(found === letter || (letter === " " && "()".includes(found)), JSON.stringify(place));
    assert.deepEqual(document.toSource(there), place);
  }
});

Deno.test("the cursor at the end of a condition stands before its parenthesis", () => {
  const character = "if!w".length;
  const { line, character: found } = document.toText({ line: 1, character });
  assert.equal(document.text.split("\n")[line]?.slice(0, found), "if(!w");
});

Deno.test("a place outside of the text stays outside", () => {
  for (const place of [{ line: 9, character: 3 }, { line: 0, character: 0 }]) {
    assert.deepEqual(document.toText(place), place);
    assert.deepEqual(document.toSource(place), place);
  }
  assert.equal(document.toText({ line: 1, character: 999 }).line, 1);
});

/** Adds ten to characters of one document and twenty to those of the other. */
const moves = {
  place: (uri: string, { line, character }: Position) => ({
    line,
    character: character + ({ [URI]: 10, [OTHER]: 20 }[uri] ?? 0),
  }),
  address: (uri: string) => uri,
};

function range(character: number) {
  return { start: { line: 0, character }, end: { line: 0, character: character + 1 } };
}

Deno.test("places belong to the address around them", () => {
  const cases: [unknown, unknown][] = [
    [{ position: { line: 0, character: 1 } }, { position: { line: 0, character: 11 } }],
    [[{ uri: OTHER, range: range(1) }], [{ uri: OTHER, range: range(21) }]],
    [
      { originSelectionRange: range(1), targetUri: OTHER, targetRange: range(1) },
      { originSelectionRange: range(11), targetUri: OTHER, targetRange: range(21) },
    ],
    [
      { changes: { [OTHER]: [{ range: range(1), newText: "x" }] } },
      { changes: { [OTHER]: [{ range: range(21), newText: "x" }] } },
    ],
    [
      { documentChanges: [{ textDocument: { uri: OTHER }, edits: [{ range: range(1) }] }] },
      { documentChanges: [{ textDocument: { uri: OTHER }, edits: [{ range: range(21) }] }] },
    ],
    [
      [{ from: { uri: OTHER, range: range(1) }, fromRanges: [range(1)] }],
      [{ from: { uri: OTHER, range: range(21) }, fromRanges: [range(21)] }],
    ],
    [
      [{ to: { uri: OTHER, range: range(1) }, fromRanges: [range(1)] }],
      [{ to: { uri: OTHER, range: range(21) }, fromRanges: [range(11)] }],
    ],
    [
      { startLine: 0, startCharacter: 1, endLine: 2, endCharacter: 3, kind: "region" },
      { startLine: 0, startCharacter: 11, endLine: 2, endCharacter: 13, kind: "region" },
    ],
    [{ startLine: 0, endLine: 2 }, { startLine: 0, endLine: 2 }],
    [{ range: range(1), parent: { range: range(2) } }, {
      range: range(11),
      parent: { range: range(12) },
    }],
    [{ data: { position: { line: 0, character: 1 } } }, {
      data: { position: { line: 0, character: 1 } },
    }],
    [null, null],
    [{ line: "1" }, { line: "1" }],
  ];
  for (const [value, wanted] of cases) assert.deepEqual(moved(value, URI, moves), wanted);
});

Deno.test("semantic tokens are moved one by one", () => {
  const move = ({ line, character }: Position) => ({
    line,
    character: character > 4 ? character - 1 : character,
  });
  const data = [0, 2, 1, 7, 0, 0, 3, 2, 8, 1, 2, 9, 1, 7, 0];
  assert.deepEqual(movedTokens(data, move), [0, 2, 1, 7, 0, 0, 2, 2, 8, 1, 2, 8, 1, 7, 0]);
  assert.deepEqual(movedTokens([], move), []);
});

Deno.test("an edit that would need the parentheses is held back", () => {
  const document = new Document(URI, 1, "if!a{ a }\n", true);
  assert.equal(document.text, "if(!a){ a }\n");
  const edit = (start: number, end: number, newText: string) => ({
    changes: {
      [URI]: [{
        range: { start: { line: 0, character: start }, end: { line: 0, character: end } },
        newText,
      }],
    },
  });
  const held = (theirs: unknown) => {
    const ours = moved(theirs, URI, {
      place: (_, position) => document.toSource(position),
      address: (uri) => uri,
    });
    return !fits(theirs, ours, (uri) => uri === URI ? document : undefined);
  };
  assert.equal(held(edit(4, 5, "bb")), false); // another name
  assert.equal(held(edit(3, 5, "!b || a")), false); // another condition
  assert.equal(held(edit(3, 5, "b")), true); // one that needs a blank before it
  assert.equal(held(edit(2, 6, "(await a)")), false); // with its parentheses
  assert.equal(held(edit(4, 6, "b)")), true); // one of them
  assert.equal(held({ changes: { [OTHER]: [] } }), false);
});

Deno.test("a formatted text is one edit of the lines that differ", () => {
  const at = (line: number, character: number) => ({ line, character });
  assert.deepEqual(difference("a\nb\nc\n", "a\nb\nc\n"), []);
  assert.deepEqual(difference("a\nb\nc\n", "a\nx\ny\nc\n"), [
    { range: { start: at(1, 0), end: at(1, 1) }, newText: "x\ny" },
  ]);
  assert.deepEqual(difference("a\na\na\n", "a\na\n"), [
    { range: { start: at(2, 0), end: at(3, 0) }, newText: "" },
  ]);
  assert.deepEqual(difference("", "x\n"), [
    { range: { start: at(0, 0), end: at(0, 0) }, newText: "x\n" },
  ]);
});
