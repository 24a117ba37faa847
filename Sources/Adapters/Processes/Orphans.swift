internal import CProcess

package enum Orphans {
    /// Makes this process the parent of any descendant whose own parent ends from now on: it can
    /// then be found, whatever session it has created for itself.
    package static func adopt() {
        _ = crumb_adopt_orphans()
    }
}
