/** Parts of a name, in English and German, wherever they stand in it. Accents are off, and `ü` may be `ue`. */
const telling =
  /pass(?:woe?r[dt]|wd|phrase|code)|kennw(?:ort)?|secret(?!ar)|geheim|token|credential|(?:zugangs|anmelde|login)daten|losungswort|codewort|(?:zugangs|zugriffs|sicherheits|freischalt|aktivierungs|entsperr|lizenz|access|auth|security|pin)code|connectionstring|verbindungs(?:zeichenfolge|string)|apikey|(?<!steuer|laender|lander|buchungs|verteilungs)schlue?ssel(?!wort)/;

/** Whole words of a name. */
const tellingWord =
  /^(?:pass|passw|pw|pwd|psw|pswd|pin|puk|pat|psk|tan|otp|totp|hmac|jwt|dsn|authori[sz]ation|autorisierung|keys?|(?:s?ftps?|db|sql|mail|smtp|imap|pop3?|ssh|user|admin|root|api|web)(?:pass|pw)|.+pwd|.+key)$/;

/** Most names have nothing of the kind, and are asked for at each pass. */
const mayTell =
  /pas|pw|ps[kw]|pin|puk|pat|tan|otp|losu|hmac|jwt|dsn|bea|auth|auto|key|kenn|sec|geh|tok|cred|daten|code|conn|verb|schl|[^\x20-\x7e]/i;

/** Words that end as `key` does, and have nothing to do with one. */
const harmlessWord = /^(?:mon|tur|don|hoc|joc|whis|hot|lac|flun|mic|disney)key$/;

/**
 * Characters. To bring thousands of combining marks into order takes seconds, and a repeat in a regular expression that
 * goes on for millions ends in an overflow of its stack.
 */
const longestToRead = 1_000;

/** Whether an option's name says that its value is a secret (English, German, and what ERPs make of it). The API does not tell. One that nobody can read may say anything. */
export function looksSecret(name: string): boolean {
  if (name.length > longestToRead) return true;
  if (!mayTell.test(name)) return false;
  const words = wordsOf(name);
  if (telling.test(words.join(''))) return true;
  if (words.some((word) => tellingWord.test(word) && !harmlessWord.test(word))) return true;
  return words.at(-1) === 'bearer' || (words.length > 1 && words.at(-1) === 'auth');
}

/** `FTP-PW2`, `ftpPw` and `FTP_PW` are all `ftp`, `pw`. */
function wordsOf(name: string): readonly string[] {
  const bare = name.normalize('NFKD').replace(/\p{M}/gu, '');
  const apart = bare.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ').replace(/(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1 ');
  const small = apart.toLowerCase().replaceAll('ß', 'ss');
  return small.match(/\p{L}+/gu) ?? [];
}
