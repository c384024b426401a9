/** A slip in the YAML itself, in our own words: those of the parser quote the file, and what they quote may be a secret. */
export type SyntaxMistake = { readonly message: string; readonly hint?: string };

/** @param code and @param wording are the parser's; `rest` is the line from the place of the mistake on. */
export function explainSyntax(code: string, wording: string, rest: string): SyntaxMistake {
  if (conflictMarker.test(rest)) {
    return { message: 'a conflict marker of git is left in the file', hint: 'finish the merge' };
  }
  if (code === 'MISSING_CHAR') return explainMissing(wording, rest);
  if (code === 'BAD_INDENT') return explainIndent(wording);
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return explainNested(rest);
  if (code === 'MULTILINE_IMPLICIT_KEY') return explainKey(rest);
  return mistakes[code] ?? outOfPlace;
}

const conflictMarker = /^(?:[<|>]{7} |={7}$)/;

const outOfPlace: SyntaxMistake = {
  message: 'this is out of place',
  hint: 'check the indentation, the quotes and the brackets around it',
};

const mistakes: Readonly<Record<string, SyntaxMistake>> = {
  TAB_AS_INDENT: { message: 'a tab is used as indentation', hint: 'use spaces' },
  BAD_SCALAR_START: {
    message: 'a value without quotes cannot start with this character',
    hint: 'put the value in quotes',
  },
  BAD_DQ_ESCAPE: {
    message: 'an escape that YAML does not know',
    hint: 'write the backslash twice, or use single quotes',
  },
  BLOCK_IN_FLOW: {
    message: 'a comma or a closing bracket is missing in here',
    hint: 'entries between { } and [ ] are separated by commas',
  },
  BAD_ALIAS: {
    message: 'an anchor or alias without a name',
    hint: 'put the value in quotes if it is meant to start with & or *',
  },
  BAD_DIRECTIVE: { message: 'a directive that YAML does not know', hint: 'remove the line' },
  TAG_RESOLVE_FAILED: {
    message: 'a tag that means nothing here',
    hint: 'put the value in quotes if it is meant to start with !',
  },
  KEY_OVER_1024_CHARS: { message: 'a key is longer than 1024 characters' },
};

function explainMissing(wording: string, rest: string): SyntaxMistake {
  if (wording.includes('quote')) {
    return {
      message: 'the quote that opens here is never closed',
      hint: 'close it',
    };
  }
  if (wording.startsWith('Comments')) {
    return { message: 'a space is missing before #', hint: 'put the value in quotes if the # belongs to it' };
  }
  if (wording.startsWith('Missing ,')) return { message: 'a comma is missing before this' };
  if (wording.includes('doc-start') || wording.includes('directives-end')) {
    return { message: 'a line with `---` is missing or holds more than that' };
  }
  if (wording.startsWith('Implicit map keys')) return explainKey(rest);
  return outOfPlace;
}

function explainIndent(wording: string): SyntaxMistake {
  const bracket = /^Flow .*([\]}])$/.exec(wording)?.[1];
  if (bracket)
    return { message: `a \`${bracket}\` is missing before this`, hint: 'or indent the lines up to it' };
  return {
    message: 'the indentation does not match the lines above',
    hint: 'keys of one map start at the same column',
  };
}

/** A value that turned out to be a key: because of a colon inside it, or because the line below is indented. */
function explainNested(rest: string): SyntaxMistake {
  if (/:(?:\s|$)/.test(rest)) {
    return {
      message: 'a second `key: value` on one line',
      hint: 'put the value in quotes if the colon belongs to it',
    };
  }
  return {
    message: 'the line below is indented too far for what stands here',
    hint: 'align it with its siblings',
  };
}

function explainKey(rest: string): SyntaxMistake {
  if (/^[^\s"'{[-][^:]*:\S/.test(rest)) {
    return { message: 'a space is missing after the colon', hint: 'write `key: value`' };
  }
  return {
    message: 'a key without a colon, or a value that is not indented',
    hint: 'write `key: value`, and indent what belongs to the line above',
  };
}
