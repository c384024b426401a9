import type { CodeMeaning, Section } from '../src/problems/codes.ts';

const introduction = `# Problems, refusals and failures

Every message names its code in brackets, in JSON as \`code\`:
\`\`\`
syncs/acme/ebay.yaml:3:1: error: unknown key \`intervall\` [unknown-key]
  3 | intervall: 5m
    | ^
  hint: did you mean \`interval\`?
\`\`\`
A *problem* is a mistake that a person must mend: until there is none, nothing is written anywhere. A *failure* is one tenant's: the others go on. A *refusal* is a safety rule's. A *warning* stops nothing.

<!-- Made from src/problems/codes.ts by \`npm run docs\`. -->
`;

type Source = {
  readonly codes: Readonly<Record<string, CodeMeaning>>;
  readonly sections: Readonly<Record<Section, string>>;
};

/** The page of all codes, in the order of their table. */
export function problemsPage({ codes, sections }: Source): string {
  const chapters = Object.entries(sections).map(([section, title]) => {
    const entries = Object.entries(codes).filter(([, entry]) => entry.section === section);
    return `\n## ${title}\n${entries.map(entryText).join('')}`;
  });
  return introduction + chapters.join('');
}

function entryText([code, { means, next }]: readonly [string, CodeMeaning]): string {
  return `\n### ${code}\n${means}\n\n**What to do:** ${next}.\n`;
}
