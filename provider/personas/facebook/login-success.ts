import { ENDPOINTS } from './endpoints.ts';
import { facebookRoute } from './facebook-route.ts';

const BODY = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Success</title></head>
<body>Success<br><b>SECURITY WARNING: Please treat the URL above as you would your password and do not share it with anyone.</b></body></html>
`;

/** The page on which embedded browsers end. What matters is its address. */
export const loginSuccessRoute = facebookRoute('login-success', ['GET', 'HEAD'], ENDPOINTS.loginSuccess, () => ({
  status: 200,
  headers: [['Content-Type', 'text/html; charset="utf-8"']],
  body: BODY,
}));
