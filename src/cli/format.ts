export const allOutputs = ['text', 'json', 'markdown', 'github', 'html'] as const;
export type Output = (typeof allOutputs)[number];

/** Which document a command prints with `--output json`, by what it has for one that came to nothing. */
export type DocumentKind = 'plan' | 'plans' | 'written' | 'validation' | 'error';
