// Answers what it is sent, and says when it is ready.
process.on('message', (ask) => process.send({ answer: ask, to: process.argv[2] }))
process.send('ready')
