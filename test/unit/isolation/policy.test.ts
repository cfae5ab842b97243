import { expect, test } from 'vitest'
import { policyVariable, readPolicy, writePolicy, type Policy } from '../../../src/isolation/policy.ts'

const policy: Policy = {
  strength: 'fenced',
  allow: { hosts: ['127.0.0.1:*'], folders: ['/data'], modules: ['pg'], commands: ['git'] },
  forbiddenModules: ['robotjs'],
  root: '/project',
  ownFolders: ['/tmp'],
  ownSockets: ['/tmp/own.sock'],
  enforce: true,
  permissions: ['--permission'],
}

test('a policy is read as it was written', () => {
  expect(readPolicy({ [policyVariable]: writePolicy(policy) })).toEqual(policy)
})

test('without the variable there is no policy', () => {
  expect(readPolicy({})).toBeNull()
  expect(readPolicy({ [policyVariable]: '' })).toBeNull()
})
