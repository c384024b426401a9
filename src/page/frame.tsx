import type { Child } from 'hono/jsx';
import { timeText } from '../base/timestamp.ts';
import { Shape } from '../report/html/kit/mark.tsx';
import { languages } from '../report/html/language.ts';
import { ReconcileButton, SignOutButton } from './actions/buttons.tsx';
import { ActionNotice } from './actions/notice.tsx';
import { assetAddress } from './assets.ts';
import { tabTitle } from './verdict.ts';
import type { View } from './view.ts';

export type FrameOptions = {
  readonly view: View;
  readonly title: string;
  /** Whether it stays as it is: what answers a form is at no address from which it could be fetched again. */
  readonly isStill?: boolean;
  readonly children?: Child;
};

const sections = [
  ['/', 'fleet'],
  ['/history', 'history'],
  ['/problems', 'problems'],
] as const;

/** A whole document: what stands around each page. */
export function Frame({ view, title, isStill = false, children }: FrameOptions) {
  const { words, language, verdict } = view;
  return (
    <html lang={language} data-now={timeText(view.here.now)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f5f6f8" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0f1317" />
        <title>{tabTitle(verdict, title, words)}</title>
        <link rel="icon" type="image/svg+xml" href={assetAddress('favicon.svg')} />
        <link rel="stylesheet" href={assetAddress('style.css')} />
        {!isStill && <script type="module" src={assetAddress('live.js')} />}
      </head>
      <body>
        <a class="skip button" href="#main">
          {words.frame.skip}
        </a>
        <p id="connection" role="status" hidden>
          {words.frame.lost}
        </p>
        <p id="news" class="unseen" role="status">
          {newsOf(view)}
        </p>
        <div class="frame">
          <Masthead view={view} isStill={isStill} />
          <main id="main" tabindex={-1}>
            <ActionNotice view={view} />
            {children}
          </main>
          <footer class="colophon">
            <span>sollist {view.version}</span>
            <LanguageSwitch view={view} />
          </footer>
        </div>
      </body>
    </html>
  );
}

/** What a screen reader says when it changes: passes that find what the last one found are none. */
function newsOf({ lastPass, words: { frame, fleet } }: View): string {
  if (!lastPass) return '';
  const { number, reasons, result, summary } = lastPass;
  const found = fleet[`result_${result}`];
  const said = summary.values > 0 ? `${found}, ${frame.values(summary.values)}` : found;
  const isAwaited = result === 'applied' || reasons.includes('request');
  return isAwaited ? frame.pass(number, said) : `${fleet.lastPass}: ${said}`;
}

function Masthead({ view, isStill }: Pick<FrameOptions, 'view' | 'isStill'>) {
  const { words, address, verdict } = view;
  return (
    <header class="masthead">
      <a class="brand" href="/">
        <Logo /> sollist <Shape tone={verdict.tone} />
      </a>
      <nav aria-label={words.frame.pages}>
        {sections.map(([path, name]) => (
          <a href={path} {...(address.pathname === path && { 'aria-current': 'page' })}>
            {words.frame[name]}
            {name === 'problems' && view.problems > 0 && <Count view={view} />}
          </a>
        ))}
      </nav>
      {view.visit && isStill !== true && (
        <div class="buttons">
          <ReconcileButton view={view} />
          <SignOutButton view={view} />
        </div>
      )}
    </header>
  );
}

/** Soll and Ist, two bars that match. */
function Logo() {
  return (
    <svg class="logo" viewBox="0 0 16 16" width="20" height="20" aria-hidden="true" focusable="false">
      <path d="M2 5h12" />
      <path d="M2 11h12" />
    </svg>
  );
}

/** How many problems there are, beside the link that leads to them. */
function Count({ view: { words, problems } }: Pick<FrameOptions, 'view'>) {
  return (
    <>
      {' '}
      <span class="badge" aria-hidden="true">
        {problems}
      </span>
      <span class="unseen">({words.problems.count(problems)})</span>
    </>
  );
}

const names = { en: 'English', de: 'Deutsch' } as const;

function LanguageSwitch({ view: { words, language, address } }: Pick<FrameOptions, 'view'>) {
  return (
    <nav aria-label={words.frame.language}>
      {languages
        .filter((one) => one !== language)
        .map((one) => {
          const query = new URLSearchParams(address.search);
          query.set('lang', one);
          return (
            <a href={`${address.pathname}?${query}`} lang={one} hreflang={one}>
              {names[one]}
            </a>
          );
        })}
    </nav>
  );
}
