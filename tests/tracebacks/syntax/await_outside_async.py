def f():
    await g()

# expect stderr:     await g()
# expect stderr:     ^^^^^^^^^
# expect stderr: SyntaxError: 'await' outside async function
# expect exit: 1
