//! Small macros for the whole crate.

/// A set of flags in one integer: constants, union, difference, membership.
macro_rules! bitflags_lite {
    ($(#[$m:meta])* pub struct $name:ident: $ty:ty { $($(#[$fm:meta])* const $flag:ident = $value:expr;)* }) => {
        $(#[$m])*
        #[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
        pub struct $name($ty);
        impl $name {
            $($(#[$fm])* pub const $flag: $name = $name($value);)*
            /// No flag.
            pub const NONE: $name = $name(0);
            /// True when every flag of `other` is set.
            #[inline]
            pub const fn contains(self, other: $name) -> bool { self.0 & other.0 == other.0 }
            /// True when any flag of `other` is set.
            #[inline]
            pub const fn intersects(self, other: $name) -> bool { self.0 & other.0 != 0 }
            /// Both sets together, in constants.
            pub const fn with(self, other: $name) -> $name { $name(self.0 | other.0) }
        }
        impl std::ops::BitOr for $name {
            type Output = $name;
            fn bitor(self, other: $name) -> $name { $name(self.0 | other.0) }
        }
        impl std::ops::BitAnd for $name {
            type Output = $name;
            fn bitand(self, other: $name) -> $name { $name(self.0 & other.0) }
        }
        impl std::ops::Sub for $name {
            type Output = $name;
            fn sub(self, other: $name) -> $name { $name(self.0 & !other.0) }
        }
    };
}

/// The `traverse` of a struct, inside an `impl` of `NativeData`, `Object` or `Traverse`: names the fields that own
/// references. (Each counted reference once: see `heap::visit`.)
#[macro_export]
macro_rules! traverses {
    ($($field:tt),+ $(,)?) => {
        fn traverse(&self, v: &mut $crate::heap::Visitor<'_>) {
            $($crate::heap::Traverse::traverse(&self.$field, v);)+
        }
    };
}
