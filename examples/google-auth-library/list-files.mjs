// Lists the files of whoever gave this program a refresh token, as google-auth-library's documentation shows it.
import process from 'node:process';
import { OAuth2Client } from 'google-auth-library';

const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, GOOGLE_REFRESH_TOKEN } = process.env;

const client = new OAuth2Client({ clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET });
client.setCredentials({ refresh_token: GOOGLE_REFRESH_TOKEN });

try {
  const { data } = await client.request({ url: 'https://www.googleapis.com/drive/v3/files' });
  console.log(`${data.files.length} files`);
} catch (error) {
  console.log(`Sign in again: ${error.response?.data?.error ?? error.message}`);
  process.exitCode = 1;
}
