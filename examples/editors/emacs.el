;;; mtfix for Eglot (Emacs 29 or later).  Quick fixes: M-x eglot-code-actions.  -*- lexical-binding: t -*-

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((text-mode markdown-mode html-mode yaml-ts-mode) . ("mtfix" "lsp"))))

(add-hook 'text-mode-hook #'eglot-ensure)
(add-hook 'markdown-mode-hook #'eglot-ensure)

;; Fix all that is certain when saving.
(defun my-mtfix-fix-all ()
  "Apply what mtfix is sure of, where it serves this buffer."
  (when (and (fboundp 'eglot-managed-p) (eglot-managed-p))
    (ignore-errors (eglot-code-actions (point-min) (point-max) "source.fixAll.mtfix" t))))
(add-hook 'before-save-hook #'my-mtfix-fix-all)
