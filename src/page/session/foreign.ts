export type FormSender = {
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
  readonly host: string | undefined;
  readonly isHttps: boolean;
  readonly publicUrl: string | undefined;
};

/**
 * Whether a form was sent by a page of another origin. Old browsers and programs say nothing of it: they have the proof in
 * the form. Where the browser itself says that both are of one origin, we need not know whether a proxy speaks https.
 */
export function isForeign({ origin, secFetchSite, host, isHttps, publicUrl }: FormSender): boolean {
  const isVouched = secFetchSite === 'same-origin';
  if (secFetchSite !== undefined && !isVouched && secFetchSite !== 'none') return true;
  if (origin === undefined) return false;
  const schemes = isVouched ? ['http', 'https'] : [isHttps ? 'https' : 'http'];
  const own = [publicUrl, ...schemes.map((scheme) => host && `${scheme}://${host}`)];
  return !own.some((one) => one && URL.canParse(one) && new URL(one).origin === origin);
}
