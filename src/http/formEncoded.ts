/** As a form sends it (`application/x-www-form-urlencoded`): a blank is a plus. */
export function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}
