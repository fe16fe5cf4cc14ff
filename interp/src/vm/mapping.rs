//! Dict operations that may need Python code to hash or compare keys.

use crate::error::PyResult;
use crate::types::dict::{Dict, Found, MISSING, UNSURE};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// The position of `key`, and its hash.
    ///
    /// # Errors
    /// TypeError for an unhashable key; what `__hash__` and `__eq__` raise.
    pub fn dict_find(&self, d: &Dict, key: &Value) -> PyResult<(i64, Option<usize>)> {
        if let Value::Str(s) = key {
            // Keys equal to a str but of another class are the rare case; the table asks for them.
            let hash = s.hash();
            return match d.find(hash, key) {
                Found::At(i) => Ok((hash, Some(i))),
                Found::Missing => Ok((hash, None)),
                Found::Ask(ask) => self.dict_ask(d, hash, key, ask),
            };
        }
        let hash = self.hash(key)?;
        match d.find(hash, key) {
            Found::At(i) => Ok((hash, Some(i))),
            Found::Missing => Ok((hash, None)),
            Found::Ask(ask) => self.dict_ask(d, hash, key, ask),
        }
    }

    #[cold]
    fn dict_ask(&self, d: &Dict, hash: i64, key: &Value, mut ask: Vec<usize>) -> PyResult<(i64, Option<usize>)> {
        'again: loop {
            for i in ask {
                let Some(candidate) = d.borrow().at(i).map(|e| e.key.clone()) else { continue };
                if self.eq(&candidate, key)? {
                    // `__eq__` may have changed the dict: the position counts only if the key is still there.
                    let still = d.borrow().at(i).is_some_and(|e| e.key.is(&candidate));
                    if still {
                        return Ok((hash, Some(i)));
                    }
                    match d.find(hash, key) {
                        Found::At(i) => return Ok((hash, Some(i))),
                        Found::Missing => return Ok((hash, None)),
                        Found::Ask(more) => {
                            ask = more;
                            continue 'again;
                        }
                    }
                }
            }
            return Ok((hash, None));
        }
    }

    /// `d.get(key)`.
    ///
    /// # Errors
    /// As [`Vm::dict_find`].
    #[inline]
    pub fn dict_get(&self, d: &Dict, key: &Value) -> PyResult<Option<Value>> {
        let hash = match key {
            Value::Str(s) => s.hash(),
            key => self.hash(key)?,
        };
        match d.borrow().probe(hash, key) {
            MISSING => return Ok(None),
            UNSURE => {}
            at => return Ok(d.value_at(at)),
        }
        let (_, found) = self.dict_find(d, key)?;
        Ok(found.and_then(|i| d.value_at(i)))
    }

    /// `d[key] = value`.
    ///
    /// # Errors
    /// As [`Vm::dict_find`].
    #[inline]
    pub fn dict_set(&self, d: &Dict, key: &Value, value: Value) -> PyResult<()> {
        let hash = match key {
            Value::Str(s) => s.hash(),
            key => self.hash(key)?,
        };
        let Err(value) = d.try_set(hash, key, value) else { return Ok(()) };
        match self.dict_find(d, key)? {
            (_, Some(i)) => d.set_at(i, value),
            (hash, None) => d.insert_new(hash, key.clone(), value),
        }
        Ok(())
    }

    /// Removes `key` and hands out its value.
    ///
    /// # Errors
    /// As [`Vm::dict_find`].
    pub fn dict_remove(&self, d: &Dict, key: &Value) -> PyResult<Option<Value>> {
        Ok(self.dict_find(d, key)?.1.map(|i| d.remove_at(i).1))
    }

    /// `key in d`.
    ///
    /// # Errors
    /// As [`Vm::dict_find`].
    pub fn dict_contains(&self, d: &Dict, key: &Value) -> PyResult<bool> {
        Ok(self.dict_find(d, key)?.1.is_some())
    }
}
