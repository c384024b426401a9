import type { Child } from 'hono/jsx';

export type PagingOptions = {
  /** What there are pages of. */
  readonly label: string;
  /** From 1 on. */
  readonly page: number;
  readonly pages: number;
  readonly hrefOf: (page: number) => string;
  readonly before: string;
  readonly after: string;
  /** Which one this is. */
  readonly children: Child;
};

/** The ways to the pages before and after this one; nothing where there is but one. */
export function Paging({ label, page, pages, hrefOf, before, after, children }: PagingOptions) {
  if (pages === 1) return null;
  return (
    <nav class="pages" aria-label={label}>
      {page > 1 && (
        <a class="button" rel="prev" href={hrefOf(page - 1)}>
          {before}
        </a>
      )}
      <span>{children}</span>
      {page < pages && (
        <a class="button" rel="next" href={hrefOf(page + 1)}>
          {after}
        </a>
      )}
    </nav>
  );
}
