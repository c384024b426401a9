import { describe, expect, test } from 'vitest';
import { aNotice } from '../../../test/support/notice.ts';
import { slackMessage } from './slack.ts';

describe('Slack', () => {
  test.each([
    '<!channel>',
    '<@U024BE7LH>',
    '<https://evil.example|Ebay>',
    '&lt;!here&gt;',
    '@channel',
    'https://evil.example',
    'www.evil.example',
    '[Ebay](https://evil.example)',
  ])('takes %j in a name for nothing but a name', (name) => {
    const { text, blocks } = slackMessage([aNotice({ summary: name, details: [name] })], 'sollist/x');
    const block = blocks[0]!.text.text;
    for (const one of [text, block]) expect(one).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
    expect(text).not.toMatch(/@\w|:\/\/|www\.|\]\(/);
    expect(unescaped(block)).toBe(`🟡 sollist/x: ${name}\n• ${name}`);
  });

  test('never gets more than a block may hold, nor half an escape', () => {
    const notice = aNotice({ details: Array.from({ length: 20 }, () => '&'.repeat(300)) });
    const { text, blocks } = slackMessage([notice], 'sollist/x');
    expect(text.length).toBeLessThan(3_000);
    expect(blocks[0]!.text.text).toMatch(/^[^&]*\n(?:• (?:&amp;){300}\n)+… and \d+ more lines$/);
  });
});

/** As Slack does before it shows a text. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
