import BrowserCookies
import BrowserInfra
import BrowserJSON
import Terminal
import Testing

@testable import Redaction
@testable import Report

/// The changes between two states of a jar.
@Suite struct JarEventTests {
    let now = CookieTableTests.now

    @Test func aNewCookieWasCreated() {
        let cookie = CookieTableTests.cookie("a")
        #expect(JarEvent.events(from: [], to: [cookie], at: now) == [JarEvent(.created, cookie)])
    }

    @Test func aMissingCookieWasDeletedOrHasExpired() {
        let cookie = CookieTableTests.cookie("a", expiresIn: 60)
        #expect(JarEvent.events(from: [cookie], to: [], at: now).map(\.kind) == [.deleted])
        let later = now.advanced(bySeconds: 60)
        #expect(JarEvent.events(from: [cookie], to: [], at: later).map(\.kind) == [.expired])
    }

    @Test func aNewValueIsAnUpdateThatHasTheOldValue() {
        let old = CookieTableTests.cookie("a", value: "1")
        let new = CookieTableTests.cookie("a", value: "2")
        let events = JarEvent.events(from: [old], to: [new], at: now)
        #expect(events == [JarEvent(.updated, new, previous: old)])
        let text = events[0].layout(at: now).rendered(width: 120, inColor: false)
        #expect(text.hasPrefix("00:00:00 ~ a=1 → 2 "))
    }

    @Test func anAccessIsNotAnEvent() {
        let old = CookieTableTests.cookie("a")
        let new = old.with { $0.lastAccess = now.advanced(bySeconds: 100) }
        #expect(JarEvent.events(from: [old], to: [new], at: now).isEmpty)
    }

    @Test func anEventIsOneLineOfJSON() {
        let text = JarEvent(.created, CookieTableTests.cookie("a")).json(at: now).lineText
        #expect(!text.contains("\n"))
        #expect(text.hasPrefix("{\"time\":\"2026-01-01T00:00:00.000Z\",\"event\":\"created\","))
    }
}
