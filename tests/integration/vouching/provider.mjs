// A provider for trying: `node provider.mjs FOLDER CALLBACK…`; prints its address. FOLDER holds
// node_modules with oidc-provider. Whoever signs in is whom they say they are.
import { createRequire } from 'node:module';
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const [folder, ...callbacks] = process.argv.slice(2);
const place = createRequire(`${folder}/package.json`).resolve('oidc-provider');
const { Provider } = await import(pathToFileURL(place));
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const server = createServer();
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [{
    client_id: 'cauce-tambo',
    client_secret: 'un secreto del cliente',
    redirect_uris: callbacks.filter((each) => each.endsWith('/answer')),
    post_logout_redirect_uris: callbacks.filter((each) => !each.endsWith('/answer')),
  }],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] },
  cookies: { keys: ['only for trying'] },
  claims: { openid: ['sub', 'dni'], profile: ['name'], email: ['email', 'email_verified'] },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({
      sub: id, name: 'Ana Paz', dni: '40718825', email: `${id}@correo.pe`, email_verified: true,
    }),
  }),
});
server.on('request', provider.callback());
console.log(issuer);
