// Loaded by `--require` in each process and thread of a stress run, before any other module: Node 20.19 and later can
// require a module like this one, in evaluated workers too. It must load little, and never wait at its top level.
import { installGuards } from './install-guards.ts'

installGuards(process.env)
