import { createHash } from 'node:crypto';
import type { Child } from 'hono/jsx';
import { assets } from '../../../generated/assets.ts';
import { Shape, type Tone } from '../kit/mark.tsx';

/** When a file was made, in milliseconds since 1970, and by which version of sollist. */
export type Imprint = { readonly at: number; readonly version: string };

type DocumentParts = {
  readonly title: string;
  readonly tone: Tone;
  readonly version: string;
  readonly children?: Child;
};

const style = assets['style.css'];

/** Nothing is loaded and nothing runs: all that a browser may use are the styles inside, known by their hash. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A whole document in one file, which looks the same wherever it is kept. */
export function fileOf(parts: DocumentParts): string {
  return `<!DOCTYPE html>\n${<FileDocument {...parts} />}\n`;
}

function FileDocument({ title, tone, version, children }: DocumentParts) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${title} · sollist`}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <div class="frame file">
          <header class="masthead">
            <span class="brand">
              <Shape tone={tone} /> sollist
            </span>
          </header>
          <main id="main">{children}</main>
          <footer class="colophon">
            <span>sollist {version}</span>
          </footer>
        </div>
      </body>
    </html>
  );
}
