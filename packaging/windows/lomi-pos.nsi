; The Windows installer: for the person who runs it, without an administrator. Upgrades in place; what was sold stays.
; makensis -DVERSION=0.1.0 -DSTAGE=dist\lomi-pos -DICON=lomi-pos.ico -DOUTFILE=setup.exe lomi-pos.nsi
Unicode true
!include MUI2.nsh
!include FileFunc.nsh

!define NAME "lomi POS"
!define PROGRAM "lomi-pos-window.exe"
!define REGISTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\lomi-pos"
!define DATA "$LOCALAPPDATA\lomi-pos"

Name "${NAME}"
OutFile "${OUTFILE}"
InstallDir "$LOCALAPPDATA\Programs\lomi POS"
InstallDirRegKey HKCU "${REGISTRY}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT; Qt: LGPL-3.0"
!ifdef SIGN
  !finalize '${SIGN} "%1"'
  !uninstfinalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${REGISTRY}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "InstallerLanguage"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_RESERVEFILE_LANGDLL

!define PRACTICE_FRENCH "lomi POS (entraînement)"
!define PRACTICE_ENGLISH "lomi POS (practice)"
LangString PRACTICE ${LANG_FRENCH} "${PRACTICE_FRENCH}"
LangString PRACTICE ${LANG_ENGLISH} "${PRACTICE_ENGLISH}"
LangString STILL_OPEN ${LANG_FRENCH} "lomi POS est ouvert. Fermez-le, puis choisissez Réessayer. Rien n'a été modifié."
LangString STILL_OPEN ${LANG_ENGLISH} "lomi POS is open. Close it, then choose Retry. Nothing was changed."
LangString NOT_OURS ${LANG_FRENCH} "Ce dossier contient autre chose que lomi POS. Choisissez-en un autre, ou un dossier vide. Rien n'a été modifié."
LangString NOT_OURS ${LANG_ENGLISH} "There is something else than lomi POS in this folder. Choose another one, or an empty one. Nothing was changed."
LangString DATA_KEPT ${LANG_FRENCH} "lomi POS est désinstallé. Vos ventes et vos réglages sont conservés dans :$\n$\n${DATA}$\n$\nSupprimez ce dossier vous-même si vous n'en avez plus besoin."
LangString DATA_KEPT ${LANG_ENGLISH} "lomi POS is uninstalled. Your sales and settings are kept in:$\n$\n${DATA}$\n$\nDelete that folder yourself if you no longer need it."

!macro CLOSED_FIRST
  ; A program that runs cannot be opened for writing: an upgrade must not leave half of each version.
  !define HERE ${__LINE__}
  again_${HERE}:
  IfFileExists "$INSTDIR\_internal\*.*" 0 closed_${HERE}
  ClearErrors
  FileOpen $0 "$INSTDIR\${PROGRAM}" a
  IfErrors open_${HERE}
  FileClose $0
  FileOpen $0 "$INSTDIR\lomi-pos.exe" a
  IfErrors open_${HERE}
  FileClose $0
  Goto closed_${HERE}
  open_${HERE}:
  IfFileExists "$INSTDIR\${PROGRAM}" 0 closed_${HERE}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(STILL_OPEN)" /SD IDCANCEL IDRETRY again_${HERE}
  SetErrorLevel 1
  Quit
  closed_${HERE}:
  ClearErrors
  !undef HERE
!macroend

!macro REMOVE_PROGRAM
  ; Only what this installer puts there: the folder was a person's choice.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\lomi-pos.exe"
  Delete "$SMPROGRAMS\lomi POS.lnk"
  Delete "$SMPROGRAMS\${PRACTICE_FRENCH}.lnk"
  Delete "$SMPROGRAMS\${PRACTICE_ENGLISH}.lnk"
!macroend

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Function un.onInit
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

Section "lomi POS"
  IfFileExists "$INSTDIR\_internal\*.*" 0 ours
  IfFileExists "$INSTDIR\${PROGRAM}" ours 0
  MessageBox MB_OK|MB_ICONSTOP "$(NOT_OURS)" /SD IDOK
  SetErrorLevel 1
  Quit
  ours:
  !insertmacro CLOSED_FIRST
  !insertmacro REMOVE_PROGRAM
  SetOutPath "$INSTDIR"
  File /r "${STAGE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\lomi POS.lnk" "$INSTDIR\${PROGRAM}"
  CreateShortcut "$SMPROGRAMS\$(PRACTICE).lnk" "$INSTDIR\${PROGRAM}" "--practice"

  WriteRegStr HKCU "${REGISTRY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${REGISTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REGISTRY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${REGISTRY}" "Publisher" "lomi POS"
  WriteRegStr HKCU "${REGISTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${REGISTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${REGISTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${REGISTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${REGISTRY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${REGISTRY}" "EstimatedSize" "$0"
SectionEnd

Section "Uninstall"
  !insertmacro CLOSED_FIRST
  !insertmacro REMOVE_PROGRAM
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${REGISTRY}"
  MessageBox MB_OK|MB_ICONINFORMATION "$(DATA_KEPT)" /SD IDOK
SectionEnd
