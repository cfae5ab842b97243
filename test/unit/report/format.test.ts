import { describe, expect, test } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatMs,
  formatRate,
  formatSeconds,
  formatShare,
} from '../../../src/report/format.ts'

describe('shares', () => {
  test.each([
    [1, '100 %'],
    [0, '0 %'],
    [0.9995, '99.95 %'],
    [0.57, '57 %'],
    [0.29, '29 %'],
    [1999 / 2000, '99.95 %'],
    [2 / 3, '66.6666 %'],
    [0.999_999_9, '99.9999 %'],
    [1 - 1e-9, '99.9999 %'],
    [null, '-'],
  ])('%s reads %s', (share, text) => {
    expect(formatShare(share)).toBe(text)
  })

  test('are never rounded up to 100 %', () => {
    for (const total of [3, 10, 999, 10_000, 1_000_000, 10_000_000, 1_000_000_000]) {
      expect(formatShare((total - 1) / total)).not.toBe('100 %')
    }
  })

  test('of two digits read as they were given', () => {
    for (let tenThousandths = 0; tenThousandths <= 10_000; tenThousandths++) {
      expect(formatShare(tenThousandths / 10_000)).toBe(`${tenThousandths / 100} %`)
    }
  })
})

describe('figures', () => {
  test.each([
    [formatMs(312.4), '312.4 ms'],
    [formatMs(0.412), '0.412 ms'],
    [formatMs(0), '0 ms'],
    [formatMs(12_345.678), '12,345.7 ms'],
    [formatMs(null), '-'],
    [formatRate(199.8), '199.8/s'],
    [formatRate(12_345.6), '12,346/s'],
    [formatRate(null), '-'],
    [formatCount(2000), '2,000'],
    [formatBytes(48.26 * 2 ** 20), '48.3 MiB'],
    [formatSeconds(12_500), '12.5 s'],
  ])('read %s', (text, expected) => {
    expect(text).toBe(expected)
  })
})
