import { createCalendar } from '../../src/base/calendar.ts';
import { statusJson } from '../../src/daemon/status/json.ts';
import { verdictOf } from '../../src/page/verdict.ts';
import type { View } from '../../src/page/view.ts';
import { wordsIn } from '../../src/page/words/index.ts';
import type { Language } from '../../src/report/html/language.ts';
import { commonWordsIn } from '../../src/report/html/words.ts';
import { aState, noon } from './daemonState.ts';
import { facts } from './status.ts';

/** Who reads a page at this address, at noon in Berlin. */
export function aView(address = '/', language: Language = 'en', now = noon): View {
  const status = statusJson(aState(), facts);
  return {
    language,
    common: commonWordsIn(language),
    words: wordsIn(language),
    here: { now, timezone: 'Europe/Berlin', calendar: createCalendar() },
    address: new URL(address, 'http://127.0.0.1:9470'),
    ...{ version: '1.2.3', problems: 0 },
    ...{ lastPass: status.lastPass, verdict: verdictOf(status) },
  };
}

/** What people read of a page, without its elements. */
export function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, '');
}
