/// The errors that UTS 46 found in a domain: ICU's `UIDNA_ERROR_…` bits.
package struct IDNAErrors: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let emptyLabel = IDNAErrors(rawValue: 0x1)
    package static let labelTooLong = IDNAErrors(rawValue: 0x2)
    package static let domainNameTooLong = IDNAErrors(rawValue: 0x4)
    package static let leadingHyphen = IDNAErrors(rawValue: 0x8)
    package static let trailingHyphen = IDNAErrors(rawValue: 0x10)
    package static let hyphensInThirdAndFourthPlace = IDNAErrors(rawValue: 0x20)
    package static let leadingCombiningMark = IDNAErrors(rawValue: 0x40)
    package static let disallowed = IDNAErrors(rawValue: 0x80)
    package static let punycode = IDNAErrors(rawValue: 0x100)
    package static let labelHasDot = IDNAErrors(rawValue: 0x200)
    package static let invalidACELabel = IDNAErrors(rawValue: 0x400)
    package static let bidi = IDNAErrors(rawValue: 0x800)
    package static let contextJ = IDNAErrors(rawValue: 0x1000)

    /// The errors that the URL standard does not check for.
    package static let unchecked: IDNAErrors = [
        .emptyLabel, .labelTooLong, .domainNameTooLong, .leadingHyphen, .trailingHyphen,
        .hyphensInThirdAndFourthPlace,
    ]
}
