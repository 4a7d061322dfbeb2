// A mail server by other hands (npm's smtp-server): STARTTLS, login, and faults chosen by the recipient's name.
// node smtp_peer.cjs CERTIFICATE KEY USER PASSWORD; says {"port": …} when open, then one line for each mail taken.
"use strict";
const fs = require("node:fs");
const { SMTPServer } = require("smtp-server");

const [certificate, key, user, password] = process.argv.slice(2);
const seen = new Set();
const say = (object) => fs.writeSync(1, JSON.stringify(object) + "\n");
const fault = (code, words) => Object.assign(new Error(words), { responseCode: code });

const server = new SMTPServer({
  cert: fs.readFileSync(certificate),
  key: fs.readFileSync(key),
  size: 100000,
  onAuth: (auth, session, done) =>
    auth.username === user && auth.password === password
      ? done(null, { user })
      : done(fault(535, "wrong user or password")),
  onRcptTo: (address, session, done) => {
    const [local] = address.address.split("@");
    if (local === "nobody") return done(fault(550, "no such person"));
    if (local === "later" && !seen.has(local)) {
      seen.add(local);
      return done(fault(450, "come back later"));
    }
    return done();
  },
  onData: (stream, session, done) => {
    const drops = session.envelope.rcptTo.some((to) => to.address.startsWith("drops"));
    if (drops) server.connections.forEach((one) => one._socket.destroy());
    const parts = [];
    stream.on("data", (part) => parts.push(part));
    stream.on("end", () => {
      if (stream.sizeExceeded) return done(fault(552, "too large"));
      say({
        content: Buffer.concat(parts).toString("base64"),
        recipients: session.envelope.rcptTo.map((to) => to.address),
        user: session.user,
        encrypted: session.secure,
      });
      return done(null, "queued");
    });
  },
});
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => say({ port: server.server.address().port }));
