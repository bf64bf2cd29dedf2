/**
 * The page kit: every HTML page that a person meets at a persona. Plain, accessible, without script. Knows no
 * vendor and no protocol; a leaf.
 */
export { type AccountChooser, accountChooserPage, type OfferedAccount } from './account-chooser.ts';
export { type AskedScope, type Consent, consentPage } from './consent.ts';
export { formPostPage, postMessagePage, signedOutPage } from './deliver.ts';
export { type ErrorNotice, errorPage } from './error.ts';
export { type Content, Html, html, htmlTemplate, trusted } from './html.ts';
export { type Page, type PageTheme, pageReply } from './layout.ts';
export { type LoginForm, loginPage } from './login.ts';
export { type Notice, noticePage } from './notice.ts';
export { type RegistrationOffer, registrationOffer } from './registration-offer.ts';
