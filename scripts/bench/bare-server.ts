import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import express from 'express';
import { BSON, MongoClient } from 'mongodb';

/**
 * The least an Express server can do, as a process of its own: GET answers bytes that lie ready in memory; with `--mongo`, POST inserts one
 * document first. Nothing is named, logged, limited, checked or signed. The tag Express would compute for each reply is off: that would only
 * make the bare server slower.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    reply: { type: 'string', default: '' },
    type: { type: 'string', default: 'application/json; charset=utf-8' },
    mongo: { type: 'string' },
    document: { type: 'string', default: '' },
  },
});

const body = readFileSync(values.reply);
const app = express().disable('etag').disable('x-powered-by');
app.get('/', (_request, response) => {
  response.setHeader('Content-Type', values.type);
  response.send(body);
});

if (values.mongo) {
  const client = await new MongoClient(values.mongo, { maxPoolSize: 40 }).connect();
  const documents = client.db('bench').collection('documents');
  const { _id, ...fields } = BSON.deserialize(readFileSync(values.document));
  app.post('/', express.json(), async (_request, response) => {
    await documents.insertOne({ ...fields });
    response.status(201).setHeader('Content-Type', values.type);
    response.send(body);
  });
}

app.listen(Number(values.port), '127.0.0.1');
