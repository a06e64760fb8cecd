/**
 * Tells the toolkit the nonce of the page's script, as `<meta property="csp-nonce">`.
 *
 * While it is loaded, the toolkit tries out with a style element whether the browser knows `:focus-visible`; under a
 * strict content security policy that element needs the nonce. So this module has to be imported before it.
 */
const script = document.querySelector<HTMLScriptElement>('script[nonce]');
if (script !== null && document.querySelector('meta[property="csp-nonce"]') === null) {
  const meta = document.createElement('meta');
  meta.setAttribute('property', 'csp-nonce');
  meta.content = script.nonce;
  document.head.append(meta);
}
